#include "services/planning/rpc/diary/events.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/training/diary/events.h"
#include "services/planning/store/store.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning {
namespace {

using training::DiarySession;

constexpr int kMostActions = 2000;  // the newest; half a megabyte
constexpr int kDaysBack = 366;

std::vector<TrackedAction> ActionsOf(sql::RecordReader& reader, const CalendarFeed& feed) {
  if (feed.owner.empty()) return {};
  return reader.List<TrackedAction>(
      {.where = {sql::Is("programme", feed.programme), sql::Is("owner", feed.owner),
                 sql::Is("agreed", "1")},
       .order = {"due_day", "organisation", "plan", "id"},
       .falling = true,
       .limit = kMostActions});
}

// Their enrolments that count, by session.
std::map<std::string, training::Enrolment> EnrolmentsOf(sql::RecordReader& reader,
                                                        const CalendarFeed& feed,
                                                        absl::CivilDay from) {
  std::vector<std::string> who;
  if (!feed.owner.empty()) who.push_back(absl::StrCat("appointments/", feed.owner));
  if (!feed.person.empty()) who.push_back(absl::StrCat("people/", feed.person));
  std::map<std::string, training::Enrolment> enrolments;
  for (training::Enrolment& enrolment : reader.List<training::Enrolment>(
           {.where = {sql::Is("programme", feed.programme), sql::OneOfThem("participant", who),
                      sql::AtLeast("day", sql::DayText(from))}})) {
    if (!Counts(enrolment)) continue;
    std::string session = enrolment.session;
    enrolments.emplace(std::move(session), std::move(enrolment));
  }
  return enrolments;
}

// What sessions refer to, read once each.
class Around {
 public:
  Around(sql::RecordReader& reader, const std::string& programme)
      : reader_(reader), programme_(programme) {}

  DiarySession Complete(training::Session session) {
    DiarySession one;
    one.course = Known(session.course, courses_);
    if (!session.venue.empty()) one.venue = Known(session.venue, venues_);
    one.session = std::move(session);
    return one;
  }

 private:
  template <typename T>
  const T& Known(const std::string& id, std::map<std::string, T>& known) {
    const auto [entry, is_new] = known.try_emplace(id);
    if (is_new) entry->second = reader_.Find<T>({programme_, id}).value_or(T());
    return entry->second;
  }

  sql::RecordReader& reader_;
  const std::string& programme_;
  std::map<std::string, training::Course> courses_;
  std::map<std::string, training::Venue> venues_;
};

void AddSessions(sql::RecordReader& reader, const CalendarFeed& feed, absl::CivilDay from,
                 text::Calendar& calendar) {
  const auto enrolments = EnrolmentsOf(reader, feed, from);
  Around around(reader, feed.programme);
  for (training::Session& session :
       reader.List<training::Session>({.where = {sql::Is("programme", feed.programme),
                                                 sql::AtLeast("start_day", sql::DayText(from))},
       .order = {"start_utc", "id"}})) {
    const auto& trainers = session.trainers;
    const bool teaches = !feed.owner.empty() &&
                         std::find(trainers.begin(), trainers.end(), feed.owner) != trainers.end();
    const auto enrolment = enrolments.find(session.id);
    if (!teaches && enrolment == enrolments.end()) continue;
    DiarySession one = around.Complete(std::move(session));
    if (!teaches) one.enrolment = enrolment->second;
    calendar.events.push_back(EventOf(one));
  }
}

void AddLeave(sql::RecordReader& reader, const CalendarFeed& feed, absl::CivilDay from,
              text::Calendar& calendar) {
  if (feed.owner.empty()) return;
  for (const training::Leave& leave : reader.List<training::Leave>(
           {.where = {sql::Is("programme", feed.programme), sql::Is("appointment", feed.owner),
                      sql::AtLeast("last_day", sql::DayText(from))}})) {
    calendar.events.push_back(EventOf(leave));
  }
}

}  // namespace

text::Calendar CalendarOf(sql::RecordReader& reader, const CalendarFeed& feed, absl::Time now) {
  text::Calendar calendar = DiaryOf(ActionsOf(reader, feed));
  const absl::CivilDay from = absl::ToCivilDay(now, absl::UTCTimeZone()) - kDaysBack;
  AddSessions(reader, feed, from, calendar);
  AddLeave(reader, feed, from, calendar);
  return calendar;
}

}  // namespace pcsp::planning
