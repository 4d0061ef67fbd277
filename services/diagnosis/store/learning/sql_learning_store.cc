#include "services/diagnosis/store/learning/sql_learning_store.h"

#include <limits>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "services/diagnosis/domain/errors.h"
#include "services/diagnosis/domain/names.h"

namespace pcsp::diagnosis {
namespace {

using soci::into;
using soci::use;

constexpr char kColumns[] =
    "select programme, number, knowledge_base, knowledge_base_hash, as_of, passes, fingerprint,"
    " payload, create_time from learned_layer ";

// One row as it lies in the table.
struct Row {
  StoredLayer layer;
  long long number = 0, as_of = 0, create_time = 0;
  std::string payload;

  absl::StatusOr<StoredLayer> Take() const {
    StoredLayer taken = layer;
    taken.number = number;
    taken.as_of = absl::FromUnixMicros(as_of);
    taken.create_time = absl::FromUnixMicros(create_time);
    if (!absl::Base64Unescape(payload, &taken.payload)) {
      return absl::DataLossError("a stored layer is not base64");
    }
    return taken;
  }
};

soci::details::prepare_temp_type SelectInto(soci::session& session, const std::string& where,
                                            Row& row) {
  StoredLayer& layer = row.layer;
  return (session.prepare << kColumns << where, into(layer.programme), into(row.number),
          into(layer.knowledge_base), into(layer.knowledge_base_hash), into(row.as_of),
          into(layer.passes), into(layer.fingerprint), into(row.payload), into(row.create_time));
}

absl::StatusOr<StoredLayer> Find(soci::session& session, const std::string& programme,
                                 int64_t number) {
  Row row;
  const long long wanted = number;
  soci::statement find =
      (SelectInto(session, "where programme = :programme and number = :number", row),
       use(programme), use(wanted));
  if (find.execute(true)) return row.Take();
  return LearnedLayerNotFound(LearnedLayerText(programme, number));
}

// Of the programme's newest layer; 0 without any.
int64_t LastNumber(soci::session& session, const std::string& programme) {
  long long last = 0;
  session << "select coalesce(max(number), 0) from learned_layer where programme = :programme",
      use(programme), into(last);
  return last;
}

void Insert(soci::session& session, const StoredLayer& layer) {
  const std::string payload = absl::Base64Escape(layer.payload);
  const long long number = layer.number, as_of = absl::ToUnixMicros(layer.as_of),
                  create_time = absl::ToUnixMicros(layer.create_time);
  session << "insert into learned_layer (programme, number, knowledge_base, knowledge_base_hash,"
             " as_of, passes, fingerprint, payload, create_time) values (:programme, :number,"
             " :knowledge_base, :knowledge_base_hash, :as_of, :passes, :fingerprint, :payload,"
             " :create_time)",
      use(layer.programme), use(number), use(layer.knowledge_base), use(layer.knowledge_base_hash),
      use(as_of), use(layer.passes), use(layer.fingerprint), use(payload), use(create_time);
}

struct NumberInUse {
  long long revision = 0, number = 0;
};

NumberInUse ReadInUse(soci::session& session, const std::string& programme) {
  NumberInUse in_use;
  session << "select revision, number from learned_layer_in_use where programme = :programme"
             " order by revision desc limit 1",
      use(programme), into(in_use.revision), into(in_use.number);
  return session.got_data() ? in_use : NumberInUse{};
}

void PutInUse(soci::session& session, const std::string& programme, int64_t number,
              absl::Time now) {
  const NumberInUse before = ReadInUse(session, programme);
  if (before.number == number) return;
  const long long revision = before.revision + 1, next = number, micros = absl::ToUnixMicros(now);
  session << "insert into learned_layer_in_use (programme, revision, number, create_time) values"
             " (:programme, :revision, :number, :create_time)",
      use(programme), use(revision), use(next), use(micros);
}

// Who replays the reviews of a programme; nobody: "".
struct Lease {
  std::string holder;
  long long until = 0;
};

Lease ReadLease(soci::session& session, const std::string& programme) {
  Lease lease;
  session << "select holder, until_time from learning_lease where programme = :programme",
      use(programme), into(lease.holder), into(lease.until);
  return session.got_data() ? lease : Lease{};
}

void EndLease(soci::session& session, const std::string& programme) {
  session << "delete from learning_lease where programme = :programme", use(programme);
}

void TakeLease(soci::session& session, const std::string& programme, const std::string& holder,
               absl::Time until) {
  const long long micros = absl::ToUnixMicros(until);
  EndLease(session, programme);
  session << "insert into learning_lease (programme, holder, until_time)"
             " values (:programme, :holder, :until)",
      use(programme), use(holder), use(micros);
}

}  // namespace

absl::StatusOr<std::optional<std::string>> SqlLearningStore::Begin(const sql::RequestKey& key,
                                                                   const std::string& programme,
                                                                   const std::string& holder,
                                                                   absl::Time now,
                                                                   absl::Time until) {
  using Reply = absl::StatusOr<std::optional<std::string>>;
  const auto begin = [&](soci::session& session) -> Reply {
    ASSIGN_OR_RETURN(std::optional<std::string> before, sql::FindReply(session, key));
    if (before) return before;
    const Lease lease = ReadLease(session, programme);
    const absl::Time free = absl::FromUnixMicros(lease.until);
    if (!lease.holder.empty() && lease.holder != holder && free > now) {
      return LearningUnderWay(absl::StrCat("programmes/", programme), free - now);
    }
    TakeLease(session, programme, holder, until);
    return std::nullopt;
  };
  return database_->Transact(begin, programme);
}

absl::Status SqlLearningStore::End(const std::string& programme, const std::string& holder) {
  const auto end = [&](soci::session& session) -> absl::Status {
    if (ReadLease(session, programme).holder == holder) EndLease(session, programme);
    return absl::OkStatus();
  };
  return database_->Transact(end, programme);
}

absl::StatusOr<std::string> SqlLearningStore::Add(const sql::RequestKey& key, StoredLayer layer,
                                                  bool follow, Encode encode) {
  const auto add = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, layer.create_time, [&]() -> absl::StatusOr<std::string> {
      const std::string& programme = layer.programme;
      const int64_t last = LastNumber(session, programme);
      const int64_t in_use = ReadInUse(session, programme).number;
      if (last > 0) {
        ASSIGN_OR_RETURN(const StoredLayer before, Find(session, programme, last));
        if (layer.SameContentAs(before)) return encode(before, in_use == last);
      }
      layer.number = last + 1;
      Insert(session, layer);
      const bool followed = follow && last > 0 && in_use == last;
      if (followed) PutInUse(session, programme, layer.number, layer.create_time);
      const std::string reply = encode(layer, followed);
      sql::AppendAudit(
          session, database_->engine(),
          {key, layer.create_time, programme, LearnedLayerText(programme, layer.number), reply});
      return reply;
    });
  };
  return database_->Transact(add, layer.programme);
}

absl::StatusOr<std::string> SqlLearningStore::Use(const sql::RequestKey& key,
                                                  const std::string& programme, int64_t number,
                                                  absl::Time now, const std::string& reply) {
  const auto put = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      if (number != 0) RETURN_IF_ERROR(Find(session, programme, number).status());
      PutInUse(session, programme, number, now);
      sql::AppendAudit(session, database_->engine(),
                       {key, now, programme, LearnedLayerText(programme, number), reply});
      return reply;
    });
  };
  return database_->Transact(put, programme);
}

absl::StatusOr<LayerInUse> SqlLearningStore::InUse(const std::string& programme) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<LayerInUse> {
    const NumberInUse number = ReadInUse(session, programme);
    LayerInUse in_use{.revision = number.revision};
    if (number.number == 0) return in_use;
    ASSIGN_OR_RETURN(in_use.layer, Find(session, programme, number.number));
    return in_use;
  });
}

absl::StatusOr<StoredLayer> SqlLearningStore::Get(const std::string& programme, int64_t number) {
  return database_->Read([&](soci::session& session) { return Find(session, programme, number); });
}

absl::StatusOr<std::vector<StoredLayer>> SqlLearningStore::List(const std::string& programme,
                                                                int64_t below, int limit) {
  using Found = absl::StatusOr<std::vector<StoredLayer>>;
  return database_->Read([&](soci::session& session) -> Found {
    Row row;
    const long long before = below > 0 ? below : std::numeric_limits<long long>::max();
    soci::statement find = (SelectInto(session,
                                       "where programme = :programme and number < :before"
                                       " order by number desc limit :limit",
                                       row),
                            use(programme), use(before), use(limit));
    find.execute();
    std::vector<StoredLayer> found;
    while (find.fetch()) {
      ASSIGN_OR_RETURN(StoredLayer layer, row.Take());
      found.push_back(std::move(layer));
    }
    return found;
  });
}

}  // namespace pcsp::diagnosis
