#!/bin/sh
# upgrade      run the revisions, then end: for a job that the application waits for
# serve CMD    run the revisions, then become CMD: any number of replicas may start at once
# await CMD    wait until somebody has run them, then become CMD
# else         modelc with these arguments
set -eu

: "${MODELC_WAIT:=60s}"
export MODELC_WAIT

case ${1:-upgrade} in
    upgrade)
        [ $# -eq 0 ] || shift
        exec modelc upgrade --no-input "$@"
        ;;
    serve)
        shift
        modelc upgrade --no-input
        exec "$@"
        ;;
    await)
        shift
        modelc wait --head
        exec "$@"
        ;;
    *)
        exec modelc "$@"
        ;;
esac
