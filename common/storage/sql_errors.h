// The ways in which a database can fail a caller. None of them carries the driver's words: those
// go to the log through sql::Options::on_fault.
#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace pcsp::sql {

// UNAVAILABLE, STORAGE_UNAVAILABLE: the database cannot be reached. Nothing was changed.
absl::Status StorageUnavailable();
// UNAVAILABLE, STORAGE_OUTCOME_UNKNOWN: the connection broke while the change was being made
// durable. Asking again with the same request id is safe.
absl::Status StorageOutcomeUnknown();
// RESOURCE_EXHAUSTED, STORAGE_FULL: no room is left. Reading still works.
absl::Status StorageFull();
// RESOURCE_EXHAUSTED, STORAGE_BUSY: every connection was in use for too long.
absl::Status StorageBusy();
// ABORTED, STORAGE_CONTENTION: other writers kept winning; the attempts are used up.
absl::Status StorageContention();
// DEADLINE_EXCEEDED, STORAGE_TIMEOUT: a statement ran for longer than it may.
absl::Status StorageTimeout();
// FAILED_PRECONDITION, STORAGE_DENIED: the role that the program connects as may not do this, or
// the file may not be written to.
absl::Status StorageDenied();
// DATA_LOSS, STORAGE_CORRUPT: the database found its own files damaged.
absl::Status StorageCorrupt();
// INTERNAL, STORAGE_FAULT: a defect of ours, such as a statement that is not valid.
absl::Status StorageFault();
// ALREADY_EXISTS, STORAGE_DUPLICATE: a unique key is taken. Stores turn it into an error of theirs
// that names the resource; it is not meant for clients.
absl::Status StorageDuplicate();
bool IsDuplicate(const absl::Status& status);
// FAILED_PRECONDITION, STORAGE_UNSAFE: `setting` would lose acknowledged changes in a power cut.
absl::Status StorageUnsafe(absl::string_view setting, absl::string_view value,
                           absl::string_view allowed);
// INVALID_ARGUMENT, INVALID_STORAGE_URL. Never repeats the URL, which may hold a password.
absl::Status InvalidStorageUrl(absl::string_view expected);

}  // namespace pcsp::sql
