// The diagnosis service as a module: its knowledge base, its store, its threads.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "common/rpc/module.h"

namespace pcsp::diagnosis {

// Reads `diagnosis/knowledge_base.yaml` below env.content_dir, which is in force until another one
// is published, and opens the store. Errors: CONTENT_NOT_FOUND, INVALID_CONTENT,
// INVALID_KNOWLEDGE_BASE, those of common/storage.
absl::StatusOr<std::unique_ptr<rpc::Module>> MakeModule(const rpc::ModuleEnv& env);

// Brings the schema of the store up to date, and does nothing else. Errors: the same.
absl::Status MigrateStore(const rpc::ModuleEnv& env);

}  // namespace pcsp::diagnosis
