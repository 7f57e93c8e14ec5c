#!/bin/sh
# with_python.sh "" script args…      run the script with the best Python that is here
# with_python.sh /path/to/python …    or with the one that the caller wants
#
# A Python that can make an environment (venv with ensurepip) is preferred to one that cannot.
wanted=$1
shift
fit='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (4, 0))'
fallback=
known='python3.13 python3.12 python3.11 python3.14 python3 python'
[ -n "$wanted" ] && known=
for name in "$wanted" $known; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
    "$name" -c "$fit" >/dev/null 2>&1 || continue
    if "$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        exec "$name" "$@"
    fi
    fallback=${fallback:-$name}
done
[ -n "$fallback" ] && exec "$fallback" "$@"
echo "Netzwerkatlas needs Python 3.11 or newer; ${wanted:-what is here} is not, or does not start." >&2
echo "Install it (https://www.python.org/downloads/, or: sudo apt install python3 python3-venv)," >&2
echo "or name one: make run PYTHON=/path/to/python3" >&2
exit 1
