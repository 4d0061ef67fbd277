#include "common/storage/origin.h"

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "soci/soci.h"

namespace pcsp::sql {

// The cluster, its timeline, which moves on when it is set back in time or fails over, and the
// table that every schema has: one that is restored has another number.
absl::StatusOr<std::string> OriginOf(Database& database) {
  if (database.engine() == Engine::kSqlite) return absl::StrCat(absl::Hex(RandomBits()));
  return database.Read([](soci::session& session) -> absl::StatusOr<std::string> {
    std::string origin;
    session << "select concat_ws('/', s.system_identifier, c.timeline_id, "
               "cast(cast('request_log' as regclass) as oid)) "
               "from pg_control_system() s, pg_control_checkpoint() c",
        soci::into(origin);
    return origin;
  });
}

}  // namespace pcsp::sql
