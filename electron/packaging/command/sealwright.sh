#!/bin/sh
# The command line of the packaged Sealwright: the program itself, without a window, and without asking for a display.
here=$(dirname -- "$(readlink -f -- "$0")")
exec "$here/../../sealwright-studio" --ozone-platform=headless --disable-gpu --command "$@"
