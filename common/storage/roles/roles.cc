#include "common/storage/roles/roles.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/storage/sql_errors.h"

namespace pcsp::sql {
namespace {

// Schemas have nothing but lower-case letters and underscores in their names (sql.h), so that they
// need no quotes.
std::string For(const std::string& schema, absl::string_view script) {
  return absl::StrReplaceAll(
      script,
      {{"$schema", schema}, {"$owner", OwnerRole(schema)}, {"$service", ServiceRole(schema)}});
}

// The administrator joins the owner, which is what it takes to give somebody something. Two that
// do this at once both find no role; the second waits for the first, and then that is that.
constexpr char kRoles[] = R"(
do $do$
declare wanted text;
begin
  foreach wanted in array array['$owner', '$service'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I login', wanted);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  if not pg_has_role(current_user, '$owner', 'member') then
    execute format('grant $owner to %I', current_user);
  end if;
end $do$;
)";

constexpr char kOwnership[] = R"(
alter schema $schema owner to $owner;
revoke all on schema $schema from public;
do $do$
declare thing record;
begin
  for thing in
    select format('alter table %s owner to $owner', oid::regclass) as command from pg_class
    where relnamespace = '$schema'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'S')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass
                      and d.objid = pg_class.oid and d.deptype in ('a', 'i'))
    union all
    select format('alter function %s owner to $owner', oid::regprocedure) from pg_proc
    where pronamespace = '$schema'::regnamespace
  loop
    execute thing.command;
  end loop;
end $do$;
)";

constexpr char kGrants[] = R"(
do $do$
begin
  if not exists (select from pg_roles where rolname = '$service') then return; end if;
  grant usage on schema $schema to $service;
  grant select, insert, update, delete on all tables in schema $schema to $service;
  grant usage, select on all sequences in schema $schema to $service;
  revoke update, delete on audit_entry from $service;
  grant update (salt) on audit_entry to $service;
  revoke delete on audit_head from $service;
  revoke insert, update, delete on schema_step from $service;
end $do$;
)";

}  // namespace

std::string OwnerRole(const std::string& schema) { return absl::StrCat("pcsp_", schema, "_owner"); }

std::string ServiceRole(const std::string& schema) { return absl::StrCat("pcsp_", schema); }

std::string GrantScript(const std::string& schema) { return For(schema, kGrants); }

absl::Status AssignRoles(Database& database) {
  if (database.engine() != Engine::kPostgresql) {
    return InvalidStorageUrl("postgresql://...: SQLite has no roles");
  }
  return database.Migrate([&](soci::session& session) {
    for (const char* script : {kRoles, kOwnership, kGrants}) {
      database.Execute(session, For(database.schema(), script));
    }
    return absl::OkStatus();
  });
}

}  // namespace pcsp::sql
