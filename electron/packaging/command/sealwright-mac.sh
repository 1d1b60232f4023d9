#!/bin/sh
# The command line of the packaged Sealwright: the program itself, without a window. Link it to /usr/local/bin/sealwright.
file=$0
while [ -L "$file" ]; do
  target=$(readlink "$file")
  case $target in /*) file=$target ;; *) file=$(dirname "$file")/$target ;; esac
done
here=$(cd "$(dirname "$file")" && pwd -P)
exec "$here/../../MacOS/Sealwright" --command "$@"
