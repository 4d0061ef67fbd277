#include "services/diagnosis/store/sql_knowledge_base_store.h"

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

// Knowledge bases belong to no programme, and the audit is kept in chains of programmes.
constexpr char kChain[] = "knowledge-bases";

// The hash of a version; empty when it is not stored.
std::string HashOf(soci::session& session, const std::string& name) {
  std::string hash;
  session << "select hash from knowledge_base where name = :name", use(name), into(hash);
  return session.got_data() ? hash : "";
}

void Insert(soci::session& session, const StoredKnowledgeBase& kb) {
  const std::string content = absl::Base64Escape(kb.content);
  const long long publish_micros = absl::ToUnixMicros(kb.publish_time);
  session << "insert into knowledge_base (name, hash, author, file_name, content, publish_time)"
             " values (:name, :hash, :author, :file_name, :content, :publish_time)",
      use(kb.name), use(kb.hash), use(kb.author), use(kb.file_name), use(content),
      use(publish_micros);
}

KnowledgeBaseInForce ReadInForce(soci::session& session) {
  KnowledgeBaseInForce in_force;
  long long revision = 0;
  session << "select revision, name from knowledge_base_in_force order by revision desc limit 1",
      into(revision), into(in_force.name);
  if (session.got_data()) in_force.revision = revision;
  return in_force;
}

void PutInForce(soci::session& session, const std::string& name, absl::Time now) {
  const KnowledgeBaseInForce before = ReadInForce(session);
  if (before.name == name) return;
  const long long revision = before.revision + 1;
  const long long micros = absl::ToUnixMicros(now);
  session << "insert into knowledge_base_in_force (revision, name, create_time)"
             " values (:revision, :name, :create_time)",
      use(revision), use(name), use(micros);
}

}  // namespace

absl::StatusOr<std::string> SqlKnowledgeBaseStore::Publish(const StoredKnowledgeBase& kb,
                                                           absl::Time now,
                                                           const RequestMark& request,
                                                           const std::string& reply) {
  const sql::RequestKey key{"", "diagnosis.PublishKnowledgeBase", request.id, request.payload_hash};
  const auto publish = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      const std::string stored = HashOf(session, kb.name);
      const std::string name = KnowledgeBaseText(kb.name);
      if (!stored.empty() && stored != kb.hash) return KnowledgeBaseExists(name);
      if (stored.empty()) Insert(session, kb);
      PutInForce(session, kb.name, now);
      sql::AppendAudit(session, database_->engine(), {key, now, kChain, name, reply});
      return reply;
    });
  };
  return database_->Transact(publish, kChain);
}

absl::StatusOr<KnowledgeBaseInForce> SqlKnowledgeBaseStore::InForce() {
  return database_->Read([](soci::session& session) -> absl::StatusOr<KnowledgeBaseInForce> {
    return ReadInForce(session);
  });
}

absl::StatusOr<std::vector<StoredKnowledgeBase>> SqlKnowledgeBaseStore::Versions() {
  using Found = absl::StatusOr<std::vector<StoredKnowledgeBase>>;
  return database_->Read([](soci::session& session) -> Found {
    StoredKnowledgeBase row;
    std::string content;
    long long publish_micros = 0;
    soci::statement find =
        (session.prepare << "select name, hash, author, file_name, content, publish_time"
                            " from knowledge_base order by publish_time desc, name",
         into(row.name), into(row.hash), into(row.author), into(row.file_name), into(content),
         into(publish_micros));
    find.execute();
    std::vector<StoredKnowledgeBase> found;
    while (find.fetch()) {
      if (!absl::Base64Unescape(content, &row.content)) {
        return absl::DataLossError("a stored knowledge base is not base64");
      }
      row.publish_time = absl::FromUnixMicros(publish_micros);
      found.push_back(row);
    }
    return found;
  });
}

}  // namespace pcsp::diagnosis
