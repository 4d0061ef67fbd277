#include "services/planning/rpc/diary/action_lists.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/actions/enums.h"
#include "services/planning/rpc/requests.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning {
namespace {

constexpr int kUsualPage = 50, kLargestPage = 1000;

std::vector<sql::Condition> Within(const OrganisationName& parent) {
  std::vector<sql::Condition> where = {sql::Is("programme", parent.programme),
                                       sql::Is("agreed", "1")};
  if (!parent.all()) where.push_back(sql::Is("organisation", parent.organisation));
  return where;
}

// Before the day `text` of `field`; nothing when it is empty.
void Before(absl::string_view column, absl::string_view field, const std::string& text,
            std::vector<sql::Condition>& where, Violations& violations) {
  if (text.empty()) return;
  const absl::CivilDay day = DayFrom(field, text, absl::CivilDay(), violations);
  where.push_back(sql::AtMost(std::string(column), sql::DayText(day - 1)));
}

// That a facilitator looks after on a day.
std::vector<std::string> PracticesOf(sql::RecordReader& reader, const std::string& programme,
                                     const std::string& facilitator, absl::CivilDay day) {
  std::vector<std::string> practices;
  for (training::Assignment& one : reader.List<training::Assignment>(
           {.where = {sql::Is("programme", programme), sql::Is("facilitator", facilitator),
                      sql::AtMost("first_day", sql::DayText(day)),
                      sql::AtLeast("last_day", sql::DayText(day))}})) {
    practices.push_back(std::move(one.practice));
  }
  return practices;
}

std::vector<sql::Condition> Where(const OrganisationName& parent,
                                  const pb::ListActionsRequest& request, Violations& violations) {
  std::vector<sql::Condition> where = Within(parent);
  const std::string owner = AppointmentFrom(parent.programme, "owner", request.owner(), violations);
  if (!owner.empty()) where.push_back(sql::Is("owner", owner));
  if (request.state() != pb::ACTION_STATE_UNSPECIFIED) {
    const ActionState state = StructOf("state", request.state(), kActionStates, violations);
    where.push_back(sql::Is("state", StateCell(state)));
  }
  Before("due_day", "overdue_on", request.overdue_on(), where, violations);
  if (!request.overdue_on().empty()) {
    where.push_back(sql::OneOfThem(
        "state", {StateCell(ActionState::kPlanned), StateCell(ActionState::kUnderWay)}));
  }
  Before("review_day", "unreviewed_on", request.unreviewed_on(), where, violations);
  if (!request.unreviewed_on().empty()) where.push_back(sql::Is("review_open", "1"));
  Before("due_day", "due_before", request.due_before(), where, violations);
  return where;
}

}  // namespace

absl::StatusOr<pb::ListActionsResponse> ActionLists::List(
    const rpc::Call& call, const pb::ListActionsRequest& request) const {
  Violations violations;
  const OrganisationName parent = OrganisationOrAllFrom("parent", request.parent(), violations);
  const std::vector<std::string> arguments = {"ListActions",        request.parent(),
                                              request.owner(),      absl::StrCat(request.state()),
                                              request.overdue_on(), request.unreviewed_on(),
                                              request.due_before(), request.facilitator()};
  const Page page = PageFrom(request.page_size(), kUsualPage, kLargestPage, request.page_token(),
                             tokens_, arguments, violations);
  const sql::Query query = {.where = Where(parent, request, violations),
                            .order = {"due_day", "organisation", "plan", "id"},
                            .after = page.cursor,
                            .limit = page.size + 1};
  const std::string facilitator =
      AppointmentFrom(parent.programme, "facilitator", request.facilitator(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  std::vector<TrackedAction> found;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) {
    sql::Query theirs = query;
    if (!facilitator.empty()) {
      theirs.where.push_back(sql::OneOfThem(
          "organisation", PracticesOf(reader, parent.programme, facilitator, DayOf(call.now))));
    }
    found = reader.List<TrackedAction>(theirs);
    return absl::OkStatus();
  }));
  pb::ListActionsResponse response;
  if (TakeExtra(found, page)) {
    const TrackedAction& last = found.back();
    response.set_next_page_token(tokens_.Encode(
        {sql::DayText(last.step.due), last.plan.organisation.organisation, last.plan.plan, last.id},
        arguments));
  }
  for (const TrackedAction& action : found) {
    *response.add_actions() = ToProto(action, DayOf(call.now));
  }
  return response;
}

absl::StatusOr<pb::ListActionOutcomesResponse> ActionLists::ListOutcomes(
    const rpc::Call&, const pb::ListActionOutcomesRequest& request) const {
  Violations violations;
  const OrganisationName parent = OrganisationOrAllFrom("parent", request.parent(), violations);
  const std::vector<std::string> arguments = {"ListActionOutcomes", request.parent(),
                                              request.since()};
  const Page page = PageFrom(request.page_size(), kUsualPage, kLargestPage, request.page_token(),
                             tokens_, arguments, violations);
  sql::Query query = {.where = Within(parent),
                      .order = {"ended_day", "organisation", "plan", "id"},
                      .after = page.cursor,
                      .limit = page.size + 1};
  query.where.push_back(sql::Is("state", StateCell(ActionState::kDone)));
  if (!request.since().empty()) {
    query.where.push_back(sql::AtLeast(
        "ended_day",
        sql::DayText(DayFrom("since", request.since(), absl::CivilDay(), violations))));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  std::vector<TrackedAction> found;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) {
    found = reader.List<TrackedAction>(query);
    return absl::OkStatus();
  }));
  pb::ListActionOutcomesResponse response;
  if (TakeExtra(found, page)) {
    const TrackedAction& last = found.back();
    response.set_next_page_token(tokens_.Encode(
        {sql::DayText(*last.ended), last.plan.organisation.organisation, last.plan.plan, last.id},
        arguments));
  }
  for (const TrackedAction& action : found) *response.add_outcomes() = OutcomeOf(action);
  return response;
}

}  // namespace pcsp::planning
