// Brings a database to the schema that this program was built with: numbered steps, each applied
// once, in order and recorded with a checksum.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/storage/schema_file.h"
#include "common/storage/sql.h"

namespace pcsp::sql {

// Applies what is missing, in one transaction under a lock, so that any number of processes may
// start at once, and a process may be killed at any point: all of it is done or nothing. The tables
// that common/storage needs itself (request_log, audit) come first. Refuses:
//   SCHEMA_EDITED   a step that was applied has other words now
//   SCHEMA_NEWER    the database has steps that this program does not know and cannot live with
//
// A step either expands, so that programs that do not know it go on working, or it contracts: its
// file is called `NNN_contract_MMM_what.sql`, and it takes away what programs that know step MMM do
// not use any more. So two releases can run side by side: the first expands and uses both, the next
// contracts. A program lives with steps beyond its own as long as none of them takes away what it
// uses.
absl::Status Migrate(Database& database, absl::Span<const SchemaFile> files, absl::Time now);

// Changes nothing. As Migrate(), and SCHEMA_BEHIND if a step is missing: for processes whose
// database is migrated by another one.
absl::Status CheckSchema(Database& database, absl::Span<const SchemaFile> files);

// What a process does with its schema as it starts: brings it up to date, or refuses what is
// outside its range.
enum class AtStart { kMigrate, kCheck };
absl::Status PrepareSchema(Database& database, absl::Span<const SchemaFile> files, AtStart at_start,
                           absl::Time now);

}  // namespace pcsp::sql
