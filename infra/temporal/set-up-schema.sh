#!/bin/sh
# Makes the databases and tables of the Temporal server, or brings them to its version. Where PostgreSQL is: SQL_HOST,
# SQL_PORT, SQL_USER, SQL_PASSWORD, SQL_PLUGIN.
set -eu

set_up() {
  temporal-sql-tool --database "$1" create-database
  temporal-sql-tool --database "$1" setup-schema --version 0.0
  temporal-sql-tool --database "$1" update-schema --schema-name "postgresql/v12/$2"
}

set_up temporal temporal
set_up temporal_visibility visibility
