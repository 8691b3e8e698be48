#!/bin/sh
# LocalStack's entry point, which testcontainers' module for Java calls by this name.
exec parhelion serve --host 0.0.0.0 --lax-keys "$@"
