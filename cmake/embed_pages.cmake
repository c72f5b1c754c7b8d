# Turn the pages FOLDER/<CODE>.md into the header OUT: one line of a table for each,
# `[FINDING_<CODE>] = "text",`, so that a page without a finding does not compile.
file(GLOB pages ${FOLDER}/*.md)
set(table "")
foreach(page IN LISTS pages)
    cmake_path(GET page STEM code)
    file(READ "${page}" text)
    string(REPLACE "\\" "\\\\" text "${text}")
    string(REPLACE "\"" "\\\"" text "${text}")
    string(REPLACE "?" "\\?" text "${text}")
    string(REPLACE "\n" "\\n\"\n    \"" text "${text}")
    string(APPEND table "[FINDING_${code}] =\n    \"${text}\",\n")
endforeach()
file(WRITE "${OUT}" "${table}")
