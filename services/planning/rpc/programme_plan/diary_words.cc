#include "services/planning/rpc/programme_plan/diary_words.h"

#include <set>

#include "services/planning/rpc/programme_plan/convert_result.h"

namespace pcsp::planning {
namespace {

std::string Found(const std::map<std::string, std::string>& titles, const std::string& id) {
  const auto found = titles.find(id);
  return found == titles.end() ? id : found->second;
}

}  // namespace

DiaryWords::DiaryWords(const MadePlan& made, const Surroundings& around) : around_(around) {
  std::map<std::string, std::string> regions;
  for (const v1::CohortRegion& region : made.problem.regions()) {
    regions[region.id()] = region.title().empty() ? region.id() : region.title();
  }
  for (const v1::CohortVenue& venue : made.problem.venues()) {
    const bool only = venue.region().empty() && regions.size() == 1;
    regions_[venue.id()] = only ? regions.begin()->second : Found(regions, venue.region());
  }
  for (const training::Course& course : around.courses) courses_[course.id] = course.title;
  for (const training::Venue& venue : around.venues) venues_[venue.id] = venue.title;
}

v1::SessionInWords DiaryWords::Of(const training::Session& session) const {
  SessionWords words;
  words.course = Found(courses_, session.course);
  words.venue = Found(venues_, session.venue);
  words.region = Found(regions_, session.venue);
  words.start = training::MinuteText(session.start);
  words.from = words.until = DayOf(session);
  words.when = MinuteInWords(session.start);
  return ToProto(words);
}

void DiaryWords::Add(const Application& application,
                     google::protobuf::Map<std::string, v1::SessionInWords>& words) const {
  std::set<std::string> named;
  for (const auto* list : {&application.withdrawn, &application.moved, &application.lost}) {
    for (const training::Enrolment& one : *list) named.insert(one.session);
  }
  for (const training::Session& one : around_.sessions) {
    if (named.contains(one.id)) words[NameOf(one)] = Of(one);
  }
  for (const auto* list : {&application.created, &application.changed, &application.cancelled}) {
    for (const training::Session& one : *list) words[NameOf(one)] = Of(one);
  }
}

}  // namespace pcsp::planning
