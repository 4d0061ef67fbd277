#include "services/planning/rpc/diary/calendar_methods.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/planning/domain/action/calendar_feed.h"
#include "services/planning/domain/errors.h"
#include "services/planning/domain/training/names.h"
#include "services/planning/rpc/actions/convert_action.h"
#include "services/planning/rpc/diary/events.h"
#include "services/planning/rpc/requests.h"

namespace pcsp::planning {
namespace {

constexpr int kUsualPage = 50, kLargestPage = 1000;

// The same for whatever is asked for, and without it.
absl::Status NoSuchDiary() { return CalendarFeedNotFound("calendars/-"); }

// Fills in whose diary it is.
void TakeOwner(const pb::CreateCalendarFeedRequest& request, CalendarFeed& feed,
               Violations& violations) {
  const auto person = training::ParseNameIn("people", request.owner());
  if (person && person->programme == feed.programme) {
    feed.person = person->id;
    if (!request.person().empty()) {
      violations.Add("person", request.person(), "nothing where the owner is a person");
    }
    return;
  }
  feed.owner = AppointmentFrom(feed.programme, "owner", request.owner(), violations);
  if (request.owner().empty()) {
    violations.Add("owner", "", "an appointment or a person of the programme");
  }
  if (request.person().empty()) return;
  const auto holder = training::ParseNameIn("people", request.person());
  if (holder && holder->programme == feed.programme) {
    feed.person = holder->id;
  } else {
    violations.Add("person", request.person(),
                   training::NameIn(feed.programme, "people", "{person}"));
  }
}

// The condition that says whose feeds are listed.
std::optional<sql::Condition> OwnedBy(const std::string& programme, const std::string& owner,
                                      Violations& violations) {
  if (owner.empty()) return std::nullopt;
  const auto person = training::ParseNameIn("people", owner);
  if (person && person->programme == programme) return sql::Is("person", person->id);
  return sql::Is("owner", AppointmentFrom(programme, "owner", owner, violations));
}

}  // namespace

absl::StatusOr<pb::CalendarFeed> CalendarMethods::Create(
    const rpc::Call& call, const pb::CreateCalendarFeedRequest& request) const {
  Violations violations;
  CalendarFeed feed;
  feed.programme = ProgrammeFrom("parent", request.parent(), violations);
  TakeOwner(request, feed, violations);
  CheckRequestId(request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const std::string token = NewFeedToken();
  feed.id = NewUuid(call.now);
  feed.token_hash = HashOfFeedToken(token);
  feed.create_time = feed.update_time = call.now;
  const auto change = ChangeOf("CreateCalendarFeed", call, feed.programme, request);
  bool is_new = false;
  ASSIGN_OR_RETURN(
      pb::CalendarFeed made,
      Write<pb::CalendarFeed>(store_.records(), change,
                              [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::CalendarFeed> {
                                is_new = true;
                                writer.Insert(feed);
                                writer.Concerns(feed.Name());
                                return ToProto(feed);
                              }));
  // After the transaction, which keeps what it replies.
  if (is_new) made.set_secret_path(absl::StrCat("/v1/calendars/", token));
  return made;
}

absl::StatusOr<pb::ListCalendarFeedsResponse> CalendarMethods::List(
    const rpc::Call&, const pb::ListCalendarFeedsRequest& request) const {
  Violations violations;
  const std::string programme = ProgrammeFrom("parent", request.parent(), violations);
  const auto owned_by = OwnedBy(programme, request.owner(), violations);
  const std::vector<std::string> arguments = {"ListCalendarFeeds", request.parent(),
                                              request.owner()};
  const Page page = PageFrom(request.page_size(), kUsualPage, kLargestPage, request.page_token(),
                             tokens_, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  sql::Query query = {.where = {sql::Is("programme", programme)},
                      .order = {"id"},
                      .after = page.cursor,
                      .limit = page.size + 1};
  if (owned_by) query.where.push_back(*owned_by);
  std::vector<CalendarFeed> feeds;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) {
    feeds = reader.List<CalendarFeed>(query);
    return absl::OkStatus();
  }));
  pb::ListCalendarFeedsResponse response;
  if (TakeExtra(feeds, page)) {
    response.set_next_page_token(tokens_.Encode({feeds.back().id}, arguments));
  }
  for (const CalendarFeed& feed : feeds) *response.add_calendar_feeds() = ToProto(feed);
  return response;
}

absl::StatusOr<pb::CalendarFeed> CalendarMethods::Revoke(
    const rpc::Call& call, const pb::RevokeCalendarFeedRequest& request) const {
  Violations violations;
  const auto name = ParseCalendarFeed(request.name());
  if (!name) {
    violations.Add("name", request.name(), "programmes/{programme}/calendarFeeds/{calendar_feed}");
  }
  CheckRequestId(request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf("RevokeCalendarFeed", call, name->first, request);
  return Write<pb::CalendarFeed>(
      store_.records(), change, [&](sql::RecordWriter& writer) -> absl::StatusOr<pb::CalendarFeed> {
        auto feed = writer.Find<CalendarFeed>({name->first, name->second});
        if (!feed) return CalendarFeedNotFound(request.name());
        if (feed->revoked) return ToProto(*feed);
        feed->revoked = true;
        ++feed->revision;
        feed->update_time = call.now;
        writer.Put(*feed);
        writer.Concerns(feed->Name());
        return ToProto(*feed);
      });
}

absl::StatusOr<type::v1::Document> CalendarMethods::Get(
    const rpc::Call& call, const pb::GetCalendarRequest& request) const {
  if (!IsFeedToken(request.token())) return NoSuchDiary();
  text::Calendar calendar;
  RETURN_IF_ERROR(store_.records().Read([&](sql::RecordReader& reader) -> absl::Status {
    // Found by its hash: how long that takes tells nothing about the secret.
    const std::vector<CalendarFeed> feeds = reader.List<CalendarFeed>(
        {.where = {sql::Is("token_hash", HashOfFeedToken(request.token()))}, .limit = 1});
    if (feeds.empty() || feeds[0].revoked) return NoSuchDiary();
    calendar = CalendarOf(reader, feeds[0], call.now);
    return absl::OkStatus();
  }));
  type::v1::Document document;
  document.set_content_type(std::string(text::kCalendarType));
  document.set_content(text::AsICalendar(calendar, call.now));
  document.set_filename("care-planning.ics");
  return document;
}

}  // namespace pcsp::planning
