#include "gateway/cli/sample/people.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/text/csv_writer.h"

namespace pcsp::gateway::sample {
namespace {

constexpr absl::string_view kTurnover = "x-turnover";
constexpr int kTrainers = 4;  // of a whole system
constexpr absl::string_view kSkills[] = {"coaching", "conversation-skills", "data-for-improvement",
                                         "group-facilitation", "recall-systems"};

// Makes people one after another, each numbered among those of the same role.
class Maker {
 public:
  explicit Maker(const Options& options) : options_(options) {}

  Appointee& Add(const std::string& role, const std::string& organisation,
                 absl::string_view local_title) {
    std::string title = absl::StrReplaceAll(role, {{"_", " "}, {"gp", "GP"}});
    title[0] = absl::ascii_toupper(title[0]);
    const int number = ++numbers_[role];
    Appointee& person = made_.emplace_back();
    person.display_name = absl::StrCat(title, " ", number, " (synthetic)");
    person.email =
        absl::StrCat(absl::StrReplaceAll(role, {{"_", "-"}}), "-", number, "@sample.example");
    person.organisation = organisation;
    person.role = role;
    person.local_title = std::string(local_title);
    person.start_date = options_.start_date;
    return person;
  }

  std::vector<Appointee> Take() { return std::move(made_); }

 private:
  const Options& options_;
  std::map<std::string, int> numbers_;
  std::vector<Appointee> made_;
};

void AddSteeringGroup(const Organisation& group, Maker& maker, Random random) {
  maker.Add("steering_group_chair", group.id, "Chair");
  maker.Add("operational_manager", group.id, "Programme manager");
  for (int i = 0; i < 2; ++i) {
    Appointee& facilitator = maker.Add("facilitator", group.id, "Practice facilitator");
    facilitator.hours_per_month = 40 + 10 * random.Below(5);
    facilitator.serves = {group.id};
    const int first = random.Below(static_cast<int>(std::size(kSkills)));
    for (int s : {first, first + 1 + random.Below(3)}) {
      facilitator.skills.emplace_back(kSkills[s % std::size(kSkills)]);
    }
  }
}

void AddWholeSystem(const Organisation& system, Maker& maker, Random random) {
  for (int i = 0; i < kTrainers; ++i) {
    Appointee& trainer = maker.Add("trainer", system.id, i == 0 ? "Lead trainer" : "Trainer");
    trainer.hours_per_month = 20 + 10 * random.Below(3);
    trainer.serves = {system.id};
    trainer.skills = {"core-training"};
  }
}

// Of a practice's staff those are known by name who have been trained or have left.
void AddTeam(const Team& team, Maker& maker) {
  const auto add = [&](const std::string& group) -> Appointee& {
    std::string title = absl::StrReplaceAll(group, {{"_", " "}, {"gp", "GP"}});
    title[0] = absl::ascii_toupper(title[0]);
    Appointee& person = maker.Add("staff", team.practice, title);
    person.staff_group = group;
    return person;
  };
  for (const std::string& group : team.staff) add(group);
  for (const auto& [group, last_day] : team.left) add(group).end_date = last_day;
}

void AddPractice(const Organisation& practice, const SiteSample& site,
                 const std::vector<std::string>& issues, const Options& options, Maker& maker,
                 Random random) {
  maker.Add("practice_lead", practice.id, "Practice manager");
  Appointee& champion = maker.Add("gp_champion", practice.id, "GP partner");
  if (site.planted.contains(std::string(kTurnover))) {
    int year = 0;
    (void)absl::SimpleAtoi(options.start_date.substr(0, 4), &year);
    champion.start_date = absl::StrCat(year - 1, "-01-01");
    champion.end_date = absl::StrCat(year - 1, "-12-31");
  }
  if (!random.Chance(0.2)) return;
  std::vector<std::string> solved;
  for (const std::string& issue : issues) {
    if (issue != kTurnover && !site.planted.contains(issue)) solved.push_back(issue);
  }
  random.Shuffle(solved);
  solved.resize(std::min<size_t>(solved.size(), 1 + random.Below(3)));
  if (solved.empty()) return;
  maker.Add("exemplar", practice.id, "Practice nurse").solved_issues = std::move(solved);
}

std::string KeyOf(size_t i) { return absl::StrFormat("P%04d", i + 1); }

}  // namespace

std::vector<Appointee> MakeAppointees(const Blueprint& blueprint, const SampleProgramme& programme,
                                      const Options& options, const Random& random) {
  std::vector<std::string> issues;
  for (const IssueModel& issue : blueprint.issues) {
    if (issue.level == "practice") issues.push_back(issue.id);
  }
  Maker maker(options);
  for (size_t i = 0; i < programme.organisations.size(); ++i) {
    const Organisation& o = programme.organisations[i];
    const Random draw = random.Fork(absl::StrCat("people/", o.id));
    if (o.kind == "whole_system") AddWholeSystem(o, maker, draw);
    if (o.kind == "steering_group") AddSteeringGroup(o, maker, draw);
    if (o.kind == "practice") AddPractice(o, programme.sites[i], issues, options, maker, draw);
  }
  for (const Team& team : programme.teams) AddTeam(team, maker);
  return maker.Take();
}

std::string ToPeopleFile(const std::vector<Appointee>& appointees) {
  std::string file = text::CsvLine({"key", "name", "email", "organisation", "role", "local_title",
                                    "staff_group", "start_date", "end_date", "hours_per_month",
                                    "skills", "serves", "solved_issues"});
  for (size_t i = 0; i < appointees.size(); ++i) {
    const Appointee& a = appointees[i];
    file += text::CsvLine({KeyOf(i), a.display_name, a.email, a.organisation, a.role, a.local_title,
                           a.staff_group, a.start_date, a.end_date,
                           a.hours_per_month > 0 ? absl::StrCat(a.hours_per_month) : "",
                           absl::StrJoin(a.skills, " "), absl::StrJoin(a.serves, " "),
                           absl::StrJoin(a.solved_issues, " ")});
  }
  return file;
}

std::string ToTrainersFile(const std::vector<Appointee>& appointees) {
  std::string file = text::CsvLine({"staff number", "name", "organisation", "role", "start_date"});
  int trainers = 0;
  for (size_t i = 0; i < appointees.size(); ++i) {
    const Appointee& a = appointees[i];
    if (a.role != "trainer") continue;
    const bool otherwise = ++trainers <= 2;
    file += text::CsvLine({KeyOf(i), otherwise ? "Senior " + a.display_name : a.display_name,
                           a.organisation, a.role, a.start_date});
  }
  return file;
}

}  // namespace pcsp::gateway::sample
