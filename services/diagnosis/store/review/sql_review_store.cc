#include "services/diagnosis/store/review/sql_review_store.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/storage/audit/audit_table.h"
#include "services/diagnosis/domain/errors.h"

namespace pcsp::diagnosis {
namespace {

using soci::into;
using soci::use;

constexpr char kColumns[] =
    "select programme, organisation, diagnosis, id, issue, verdict, reason, reviewer, blind,"
    " probability, raw_probability, show_probability, overrides, create_time, withdraw_time"
    " from review ";

// One row as it lies in the table.
struct Row {
  Review review;
  int verdict = 0, blind = 0, overrides = 0;
  std::string reason, reviewer;
  long long create_micros = 0, withdraw_micros = 0;

  // Fills what the table spells otherwise.
  absl::StatusOr<Review> Take() const {
    Review taken = review;
    taken.verdict = static_cast<ReviewVerdict>(verdict);
    taken.blind = blind != 0;
    taken.overrides = overrides != 0;
    taken.create_time = absl::FromUnixMicros(create_micros);
    if (withdraw_micros != 0) taken.withdraw_time = absl::FromUnixMicros(withdraw_micros);
    if (!absl::Base64Unescape(reason, &taken.reason) ||
        !absl::Base64Unescape(reviewer, &taken.reviewer)) {
      return absl::DataLossError("a stored review is not base64");
    }
    return taken;
  }
};

soci::details::prepare_temp_type SelectInto(soci::session& session, const std::string& where,
                                            Row& row) {
  Review& r = row.review;
  auto& organisation = r.diagnosis.organisation;
  return (session.prepare << kColumns << where, into(organisation.programme),
          into(organisation.organisation), into(r.diagnosis.diagnosis), into(r.id), into(r.issue),
          into(row.verdict), into(row.reason), into(row.reviewer), into(row.blind),
          into(r.probability), into(r.raw_probability), into(r.show_probability),
          into(row.overrides), into(row.create_micros), into(row.withdraw_micros));
}

void Insert(soci::session& session, const Review& r) {
  const std::string reason = absl::Base64Escape(r.reason);
  const std::string reviewer = absl::Base64Escape(r.reviewer);
  const int verdict = static_cast<int>(r.verdict.value_or(ReviewVerdict::kConfirmed));
  const int blind = r.blind ? 1 : 0, overrides = r.overrides ? 1 : 0;
  const long long create_micros = absl::ToUnixMicros(r.create_time);
  const auto& organisation = r.diagnosis.organisation;
  session << "insert into review (programme, organisation, diagnosis, id, issue, verdict, reason,"
             " reviewer, blind, probability, raw_probability, show_probability, overrides,"
             " create_time, withdraw_time) values (:programme, :organisation, :diagnosis, :id,"
             " :issue, :verdict, :reason, :reviewer, :blind, :probability, :raw_probability,"
             " :show_probability, :overrides, :create_time, 0)",
      use(organisation.programme), use(organisation.organisation), use(r.diagnosis.diagnosis),
      use(r.id), use(r.issue), use(verdict), use(reason), use(reviewer), use(blind),
      use(r.probability), use(r.raw_probability), use(r.show_probability), use(overrides),
      use(create_micros);
}

// What the reviewer of `r` said of the finding before no longer counts.
void WithdrawEarlier(soci::session& session, const Review& r) {
  const std::string reviewer = absl::Base64Escape(r.reviewer);
  const long long micros = absl::ToUnixMicros(r.create_time);
  const auto& organisation = r.diagnosis.organisation;
  session << "update review set withdraw_time = :now where programme = :programme"
             " and organisation = :organisation and diagnosis = :diagnosis and issue = :issue"
             " and reviewer = :reviewer and withdraw_time = 0",
      use(micros), use(organisation.programme), use(organisation.organisation),
      use(r.diagnosis.diagnosis), use(r.issue), use(reviewer);
}

absl::StatusOr<Review> Find(soci::session& session, const ReviewName& name) {
  Row row;
  const auto& organisation = name.diagnosis.organisation;
  soci::statement find = (SelectInto(session,
                                     "where programme = :programme and organisation = :organisation"
                                     " and diagnosis = :diagnosis and id = :id",
                                     row),
                          use(organisation.programme), use(organisation.organisation),
                          use(name.diagnosis.diagnosis), use(name.review));
  if (find.execute(true)) return row.Take();
  return ReviewNotFound(name.Text());
}

std::string Conditions(const ReviewQuery& query) {
  std::string where = "where programme = :programme";
  if (!query.parent.organisation.all())
    absl::StrAppend(&where, " and organisation = :organisation");
  if (query.parent.diagnosis != "-") absl::StrAppend(&where, " and diagnosis = :diagnosis");
  if (!query.issue.empty()) absl::StrAppend(&where, " and issue = :issue");
  if (query.as_of) {
    absl::StrAppend(&where,
                    " and create_time <= :as_of and (withdraw_time = 0 or withdraw_time > :then)");
  } else if (!query.withdrawn_too) {
    absl::StrAppend(&where, " and withdraw_time = 0");
  }
  if (query.after) {
    absl::StrAppend(&where,
                    " and (create_time > :time or (create_time = :same_time and id > :id))");
  }
  return absl::StrCat(where, " order by create_time, id limit :limit");
}

}  // namespace

absl::StatusOr<std::string> SqlReviewStore::Create(const sql::RequestKey& key, const Review& review,
                                                   Encode encode) {
  const std::string& programme = review.diagnosis.organisation.programme;
  const auto create = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, review.create_time, [&]() -> absl::StatusOr<std::string> {
      WithdrawEarlier(session, review);
      Insert(session, review);
      const std::string reply = encode(review);
      sql::AppendAudit(session, database_->engine(),
                       {key, review.create_time, programme,
                        ReviewName{review.diagnosis, review.id}.Text(), reply});
      return reply;
    });
  };
  return database_->Transact(create, programme);
}

absl::StatusOr<std::string> SqlReviewStore::Withdraw(const sql::RequestKey& key,
                                                     const ReviewName& name, absl::Time now,
                                                     Encode encode) {
  const std::string& programme = name.diagnosis.organisation.programme;
  const auto withdraw = [&](soci::session& session) -> absl::StatusOr<std::string> {
    return sql::Once(session, key, now, [&]() -> absl::StatusOr<std::string> {
      ASSIGN_OR_RETURN(Review review, Find(session, name));
      if (review.withdraw_time) return encode(review);
      review.withdraw_time = now;
      const long long micros = absl::ToUnixMicros(now);
      const auto& organisation = name.diagnosis.organisation;
      session << "update review set withdraw_time = :now where programme = :programme"
                 " and organisation = :organisation and diagnosis = :diagnosis and id = :id",
          use(micros), use(organisation.programme), use(organisation.organisation),
          use(name.diagnosis.diagnosis), use(name.review);
      const std::string reply = encode(review);
      sql::AppendAudit(session, database_->engine(), {key, now, programme, name.Text(), reply});
      return reply;
    });
  };
  return database_->Transact(withdraw, programme);
}

absl::StatusOr<std::vector<Review>> SqlReviewStore::List(const ReviewQuery& query) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<Review>> {
    Row row;
    const ReviewCursor after = query.after.value_or(ReviewCursor{});
    const long long after_micros = after.create_micros;
    const long long as_of = absl::ToUnixMicros(query.as_of.value_or(absl::UnixEpoch()));
    auto prepared = SelectInto(session, Conditions(query), row);
    const auto& parent = query.parent;
    prepared, use(parent.organisation.programme);
    if (!parent.organisation.all()) prepared, use(parent.organisation.organisation);
    if (parent.diagnosis != "-") prepared, use(parent.diagnosis);
    if (!query.issue.empty()) prepared, use(query.issue);
    if (query.as_of) prepared, use(as_of), use(as_of);
    if (query.after) prepared, use(after_micros), use(after_micros), use(after.id);
    prepared, use(query.limit);
    soci::statement find = prepared;
    find.execute();
    std::vector<Review> found;
    while (find.fetch()) {
      ASSIGN_OR_RETURN(Review review, row.Take());
      found.push_back(std::move(review));
    }
    return found;
  });
}

absl::StatusOr<std::vector<Coded>> SqlReviewStore::Coding(const std::string& programme) {
  return database_->Read([&](soci::session& session) -> absl::StatusOr<std::vector<Coded>> {
    Coded row;
    int reviews = 0;
    row.diagnosis.organisation.programme = programme;
    soci::statement find =
        (session.prepare << "select organisation, diagnosis, issue, sum(1 - verdict), count(*)"
                            " from review where programme = :programme and withdraw_time = 0"
                            " group by organisation, diagnosis, issue"
                            " order by organisation, diagnosis, issue",
         use(programme), into(row.diagnosis.organisation.organisation),
         into(row.diagnosis.diagnosis), into(row.issue), into(row.confirmed), into(reviews));
    find.execute();
    std::vector<Coded> found;
    while (find.fetch()) {
      row.rejected = reviews - row.confirmed;
      found.push_back(row);
    }
    return found;
  });
}

}  // namespace pcsp::diagnosis
