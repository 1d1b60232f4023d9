#!/bin/sh
exec /opt/Sealwright/resources/bin/sealwright "$@"
