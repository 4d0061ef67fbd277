// The registry service, ready to be served.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "common/rpc/module.h"

namespace pcsp::registry {

// Reads the content, opens the store and brings its schema up to date. Errors: those of
// JobTitles::Read(), sql::Database::Open() and sql::Migrate().
absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModule(const rpc::ModuleEnv& env);

// Brings the schema of the store up to date, and does nothing else. Errors: the same.
absl::Status MigrateStore(const rpc::ModuleEnv& env);

}  // namespace pcsp::registry
