#include "common/storage/records/statement.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace pcsp::sql {
namespace {

// Adds a value; the parameter that stands for it.
std::string Bound(Statement& statement, std::string value) {
  std::string name = absl::StrCat("p", statement.parameters.size());
  statement.parameters.emplace_back(name, std::move(value));
  return name;
}

absl::string_view OperatorOf(Condition::Kind kind) {
  switch (kind) {
    case Condition::Kind::kIsNot:
      return " <> :";
    case Condition::Kind::kAtLeast:
      return " >= :";
    case Condition::Kind::kAtMost:
      return " <= :";
    case Condition::Kind::kIs:
    case Condition::Kind::kOneOf:
      break;
  }
  return " = :";
}

std::string TextOf(soci::session& session, const Condition& condition, Statement& statement) {
  if (condition.kind == Condition::Kind::kOneOf) {
    return OneOf(session, condition.column, Bound(statement, ListOf(session, condition.values)));
  }
  return absl::StrCat(condition.column, OperatorOf(condition.kind),
                      Bound(statement, condition.values.at(0)));
}

// (a, b) > (:p3, :p4): rows beyond the last one of the page before.
std::string Beyond(const std::vector<std::string>& order, const Query& query,
                   Statement& statement) {
  std::vector<std::string> names;
  for (const std::string& value : query.after) {
    names.push_back(absl::StrCat(":", Bound(statement, value)));
  }
  return absl::StrCat("(", absl::StrJoin(order, ", "), ")", query.falling ? " < " : " > ", "(",
                      absl::StrJoin(names, ", "), ")");
}

std::string All(const std::vector<std::string>& conditions) {
  return conditions.empty() ? "" : absl::StrCat("where ", absl::StrJoin(conditions, " and "));
}

std::vector<std::string> TextsOf(soci::session& session, const std::vector<Condition>& where,
                                 Statement& statement) {
  std::vector<std::string> conditions;
  for (const Condition& condition : where) {
    conditions.push_back(TextOf(session, condition, statement));
  }
  return conditions;
}

}  // namespace

Statement WhereOf(soci::session& session, const std::vector<Condition>& where) {
  Statement statement;
  statement.sql = All(TextsOf(session, where, statement));
  return statement;
}

Statement RestOf(soci::session& session, const Table& table, const Query& query) {
  Statement statement;
  const std::vector<std::string>& order = query.order.empty() ? table.key : query.order;
  std::vector<std::string> conditions = TextsOf(session, query.where, statement);
  if (!query.after.empty()) conditions.push_back(Beyond(order, query, statement));
  statement.sql =
      absl::StrCat(All(conditions), " order by ",
                   absl::StrJoin(order, ", ",
                                 [&query](std::string* out, const std::string& column) {
                                   absl::StrAppend(out, column, query.falling ? " desc" : "");
                                 }),
                   Limit(query.limit));
  return statement;
}

}  // namespace pcsp::sql
