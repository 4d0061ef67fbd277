// The roles of a service in PostgreSQL: one that owns its schema and migrates it, and one that
// serves and can neither see another service's tables nor change what is append-only.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "common/storage/sql.h"

namespace pcsp::sql {

// `pcsp_registry_owner` and `pcsp_registry` for the schema registry.
std::string OwnerRole(const std::string& schema);
std::string ServiceRole(const std::string& schema);

// What the service's role may do in the schema, as a script; nothing happens if there is no such
// role. Every migration runs it when it is done.
std::string GrantScript(const std::string& schema);

// Makes both roles if they are missing, without passwords, gives the schema and everything in it
// to the owner, and grants. May be repeated. The database is that of an administrator: a superuser,
// or a role that may create roles and owns what is there. STORAGE_DENIED otherwise. On SQLite,
// which knows no roles, INVALID_STORAGE_URL.
absl::Status AssignRoles(Database& database);

}  // namespace pcsp::sql
