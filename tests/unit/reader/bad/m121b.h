#include <modelc.h>

PG_ALSO(schema app);
PG_ALSO(grant usage on schema app to joe);
PG_ALSO(grant usage on schema nowhere to joe);
//                            ^~~~~~~ M121: modelc does not manage 'schema nowhere'
PG_ALSO(grant all on sequence app.numbers to joe);
//                            ^~~~~~~~~~~ M121: modelc does not manage 'sequence numbers'
PG_ALSO(grant execute on function app.f(integer) to joe);
//                                ^~~~~ M121: modelc does not manage 'function f'
