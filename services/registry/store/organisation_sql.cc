#include "services/registry/store/organisation_sql.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace pcsp::registry {
namespace {

using Type = OrganisationFilter::Type;

// What gives a row the key of the field, as KeyOf() gives it for an organisation.
absl::string_view KeySql(OrganisationField field) {
  switch (field) {
    case OrganisationField::kKind:
      return "kind";
    case OrganisationField::kStatus:
      return "status";
    case OrganisationField::kCode:
      return "code";
    case OrganisationField::kCodeSystem:
      return "code_system";
    case OrganisationField::kDisplayName:
      return "lower(display_name)";
    case OrganisationField::kPostcode:
      return "replace(postcode, ' ', '')";
    case OrganisationField::kOpenDate:
      return "open_date";
    case OrganisationField::kCloseDate:
      break;
  }
  return "close_date";
}

// The key of a field that is empty.
std::string EmptyKey(OrganisationField field) {
  if (field == OrganisationField::kOpenDate) return DayText(kSinceAlways);
  if (field == OrganisationField::kCloseDate) return DayText(kUntilFurtherNotice);
  return "";
}

// Adds a parameter; its name with the colon.
std::string Bound(std::string value, Parameters& parameters) {
  std::string name = absl::StrCat("f", parameters.size());
  parameters.emplace_back(name, std::move(value));
  return absl::StrCat(":", name);
}

// The expression that organisations are ordered by before their ids; "" when by id alone.
absl::string_view OrderSql(const OrganisationOrder& order) {
  switch (order.by) {
    case OrganisationOrder::By::kDisplayName:
      return KeySql(OrganisationField::kDisplayName);
    case OrganisationOrder::By::kCode:
      return KeySql(OrganisationField::kCode);
    case OrganisationOrder::By::kId:
      break;
  }
  return "";
}

// The order, where the list goes on in it, and how many there may be.
std::string Continued(const OrganisationQuery& query, Parameters& parameters) {
  const absl::string_view key = OrderSql(query.order);
  const absl::string_view beyond = query.order.descending ? "<" : ">";
  const absl::string_view direction = query.order.descending ? " desc" : "";
  std::string sql;
  if (!query.after.empty()) {
    parameters.emplace_back("after", query.after);
    if (key.empty()) {
      absl::StrAppend(&sql, " and id ", beyond, " :after");
    } else {
      parameters.emplace_back("after_key", query.after_key);
      absl::StrAppend(&sql, " and (", key, ", id) ", beyond, " (:after_key, :after)");
    }
  }
  sql += " order by ";
  if (!key.empty()) absl::StrAppend(&sql, key, direction, ", ");
  absl::StrAppend(&sql, "id", direction);
  if (query.limit > 0) absl::StrAppend(&sql, " limit ", query.limit);
  return sql;
}

std::string Comparison(const OrganisationFilter& filter, Parameters& parameters) {
  const absl::string_view key = KeySql(filter.field);
  if (filter.op != FilterOperator::kHas) {
    const absl::string_view sign = filter.op == FilterOperator::kUnequal ? "<>" : Sign(filter.op);
    return absl::StrCat(key, " ", sign, " ", Bound(filter.value, parameters));
  }
  const std::string pattern = absl::StrCat(
      "%", absl::StrReplaceAll(filter.value, {{"!", "!!"}, {"%", "!%"}, {"_", "!_"}}), "%");
  return absl::StrCat(key, " like ", Bound(pattern, parameters), " escape '!'");
}

}  // namespace

// A union forgets repeated rows, so that it ends on any graph. A cross join is one that SQLite
// takes in the order written. What is deleted leads nowhere; there is an index of it alone.
std::string BelongingTo(absl::string_view root) {
  return absl::StrCat(
      "with recursive belonging (id) as ("
      "select id from organisation where programme = :programme and id = ",
      root,
      " union select r.subject from belonging b cross join relationship r "
      "where r.programme = :programme and r.object = b.id and r.kind <> 'succeeded_by' "
      "and r.start_date <= :day and r.end_date >= :day and r.subject not in ("
      "select id from organisation where programme = :programme and delete_time <> 0)) "
      "select id from belonging");
}

std::string ToSql(const OrganisationFilter& filter, Parameters& parameters) {
  std::vector<std::string> children;
  for (const OrganisationFilter& child : filter.children) {
    children.push_back(ToSql(child, parameters));
  }
  switch (filter.type) {
    case Type::kAnd:
      return children.empty() ? "1 = 1" : absl::StrCat("(", absl::StrJoin(children, " and "), ")");
    case Type::kOr:
      return absl::StrCat("(", absl::StrJoin(children, " or "), ")");
    case Type::kNot:
      return absl::StrCat("not (", children.front(), ")");
    case Type::kCompare:
      return Comparison(filter, parameters);
    case Type::kPresent:
      return absl::StrCat(KeySql(filter.field), " <> ", Bound(EmptyKey(filter.field), parameters));
    case Type::kWithin:
      break;
  }
  const std::string root = Bound(filter.value, parameters);
  return absl::StrCat("(id <> ", root, " and id in (", BelongingTo(root), "))");
}

std::string ListSql(const OrganisationQuery& query, Parameters& parameters) {
  std::string sql = "where programme = :programme";
  parameters.emplace_back("programme", query.programme);
  if (query.kind != OrganisationKind::kUnspecified) {
    sql += " and kind = :kind";
    parameters.emplace_back("kind", Word(query.kind));
  }
  if (!query.show_deleted) sql += " and delete_time = 0";
  if (!query.show_closed) {
    sql += " and close_date >= :day and not (status = 'closed' and close_date = '9999-12-31')";
  }
  if (!query.within.empty()) {
    absl::StrAppend(&sql, " and id in (", BelongingTo(":within"), ")");
    if (!query.with_within) sql += " and id <> :within";
    parameters.emplace_back("within", query.within);
  }
  absl::StrAppend(&sql, " and ", ToSql(query.filter, parameters));
  if (absl::StrContains(sql, ":day")) parameters.emplace_back("day", DayText(query.day));
  absl::StrAppend(&sql, Continued(query, parameters));
  return sql;
}

}  // namespace pcsp::registry
