#include "gateway/flows/plan_programme/notes.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/flows/plan_programme/course_order.h"
#include "gateway/flows/plan_programme/refreshers.h"

namespace pcsp::gateway {
namespace {

using planning::v1::NotPlanned;

constexpr size_t kMostNamed = 5;      // practices in a note
constexpr size_t kMostNotes = 20;     // of those who are not planned for
constexpr size_t kLongestNote = 480;  // planning keeps a little more

// What one note is about: a course and a reason in words.
using Why = std::pair<std::string, std::string>;

std::string PeopleInWords(int people) {
  return absl::StrCat(people, people == 1 ? " person is" : " people are");
}

std::string NoteOf(const Why& why, const std::map<std::string, int>& practices) {
  int people = 0;
  for (const auto& [practice, count] : practices) people += count;
  std::string note = absl::StrCat(PeopleInWords(people), " not planned for \"", why.first,
                                  "\" since ", why.second, ": ");
  size_t named = 0;
  for (const auto& [practice, count] : practices) {
    const std::string one = absl::StrCat(named > 0 ? ", " : "", practice, " (", count, ")");
    if (named == kMostNamed || note.size() + one.size() > kLongestNote) break;
    note += one;
    ++named;
  }
  if (named < practices.size()) {
    absl::StrAppend(&note, " and ", practices.size() - named, " more practices");
  }
  return absl::StrCat(note, ".");
}

}  // namespace

void NoteNotPlanned(const planning::v1::CohortProblem& problem, std::vector<std::string>& notes) {
  std::map<Why, std::map<std::string, int>> by_why;
  for (const NotPlanned& one : problem.not_planned()) {
    const std::string& course = one.course_title().empty() ? one.course() : one.course_title();
    const std::string& practice =
        one.practice_title().empty() ? one.practice() : one.practice_title();
    by_why[{course, one.words()}][practice] += one.people();
  }
  size_t told = 0;
  for (const auto& [why, practices] : by_why) {
    if (told++ == kMostNotes) break;
    notes.push_back(NoteOf(why, practices));
  }
}

void NoteLeavers(const PlanFacts& facts, std::vector<std::string>& notes) {
  if (facts.leavers == 0) return;
  const bool one = facts.leavers == 1;
  notes.push_back(absl::StrCat(facts.leavers, one ? " place" : " places", " in sessions ",
                               one ? "is" : "are",
                               " of people who will have left their practice by then and count as "
                               "taken: release the places of leavers and plan again."));
}

void NoteRefreshers(const PlanFacts& facts, std::vector<std::string>& notes) {
  std::set<std::string> renewed;
  for (const planning::v1::Course& course : facts.courses) {
    if (IsRefresher(course)) renewed.insert(course.competence());
  }
  std::set<std::string> told;
  for (const auto& [name, course] : facts.known_courses) {
    const std::string& competence = course.competence();
    if (!IsRefresher(course) || competence.empty() || renewed.contains(competence)) continue;
    if (!told.insert(competence).second) continue;
    const int lapses = CountLapses(facts, competence);
    if (lapses == 0) continue;
    notes.push_back(absl::StrCat("Of ", lapses, lapses == 1 ? " person" : " people",
                                 " what they can do lapses within the plan, and \"",
                                 course.title().empty() ? name : course.title(),
                                 "\" is not planned."));
  }
}

}  // namespace pcsp::gateway
