// Planning, ready to serve: its catalogue, its store and its services.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "common/rpc/module.h"

namespace pcsp::planning {

// Reads `env.content_dir`/planning/solutions.yaml, opens the store and brings its schema up to
// date. Errors: INVALID_CONTENT, CONTENT_NOT_FOUND, those of sql::Database::Open() and Migrate().
absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModule(const rpc::ModuleEnv& env);

// Brings the schema of the store up to date, and does nothing else. Errors: the same.
absl::Status MigrateStore(const rpc::ModuleEnv& env);

}  // namespace pcsp::planning
