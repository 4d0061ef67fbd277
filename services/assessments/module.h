// Assessments, ready to serve: its instruments, its store, its writer and its service.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "common/rpc/module.h"
#include "services/assessments/domain/disclosure/rules.h"

namespace pcsp::assessments {

// Reads the instruments in `env.content_dir`/assessments, opens the store and brings its schema up
// to date. Errors: INVALID_CONTENT, CONTENT_NOT_FOUND, INSTRUMENT_CHANGED (the content differs from
// what stored answers were given to), those of sql::Database::Open() and sql::Migrate().
absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModule(const rpc::ModuleEnv& env);

// The same with some of the rules of disclosure control switched off: for tests of what each of
// them is for.
absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModuleUnder(const DisclosureRules& rules,
                                                             const rpc::ModuleEnv& env);

// Brings the schema of the store up to date, and does nothing else. Errors: the same.
absl::Status MigrateStore(const rpc::ModuleEnv& env);

}  // namespace pcsp::assessments
