// pcspctl facilitation propose: who should support whom.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "gateway/cli/training/commands.h"

namespace pcsp::cli {
namespace {

namespace pb = gateway::v1;

// For the words about a plan, beside the seconds of the search.
constexpr double kToAnswer = 25;

struct ProposeFlags {
  std::string start, within;
  int months = 12;
  double seconds = 0, keep = -1, assumed_km = -1, reach_km = -1, hours = -1, visits = -1, rate = -1;
  uint64_t seed = 0;
  bool limit_practices = false, every_month = false, changes = false;
  std::vector<std::string> skills, without;
};

pb::ProposeAssignmentsRequest RequestOf(const Session& session, const ProposeFlags& flags) {
  pb::ProposeAssignmentsRequest request;
  request.set_parent(session.ProgrammeName());
  request.set_start_date(flags.start);
  request.set_within(session.NameOf("organisations", flags.within));
  request.set_months(flags.months);
  request.set_seconds(flags.seconds);
  request.set_seed(flags.seed);
  if (flags.keep >= 0) request.set_discontinuity_penalty(flags.keep);
  if (flags.rate >= 0) request.set_cost_per_km(flags.rate);
  if (flags.visits >= 0) request.set_visits_per_year(flags.visits);
  if (flags.assumed_km >= 0) request.set_assumed_km(flags.assumed_km);
  if (flags.reach_km >= 0) request.set_reach_km(flags.reach_km);
  if (flags.hours >= 0) request.set_contact_hours_per_year(flags.hours);
  request.set_limit_practices(flags.limit_practices);
  request.set_every_month(flags.every_month);
  for (const std::string& skill : flags.skills) request.add_skills(skill);
  for (const std::string& id : flags.without) {
    request.add_excluded_facilitators(session.NameOf("appointments", id));
  }
  return request;
}

std::map<std::string, std::string> NamesOf(const pb::AssignmentProposal& proposal) {
  std::map<std::string, std::string> names;
  for (const auto& f : proposal.facilitators()) names[f.facilitator()] = f.display_name();
  return names;
}

// A person where the proposal knows one, otherwise the appointment.
std::string Called(const std::map<std::string, std::string>& names, const std::string& name) {
  if (name.empty()) return "-";
  const auto found = names.find(name);
  return found == names.end() ? IdOf(name) : found->second;
}

Table Practices(const pb::AssignmentProposal& proposal, bool changes_alone) {
  const auto names = NamesOf(proposal);
  Table table({"PRACTICE", "TITLE", "FACILITATOR", "TODAY", "ROAD KM", "HOURS", "COST", "WHY"});
  for (const auto& a : proposal.assignments()) {
    if (changes_alone && a.facilitator() == a.current_facilitator()) continue;
    table.Add({IdOf(a.practice()), a.display_name(), Called(names, a.facilitator()),
               Called(names, a.current_facilitator()), a.has_road_km() ? Fixed(a.road_km(), 1) : "",
               Fixed(a.hours(), 1), Fixed(a.cost(), 2), a.reason()});
  }
  return table;
}

Table Facilitators(const pb::AssignmentProposal& proposal) {
  Table table({"FACILITATOR", "PRACTICES", "BESIDES", "HOURS NEEDED", "HOURS"});
  for (const auto& f : proposal.facilitators()) {
    table.Add({f.display_name(), absl::StrCat(f.practice_count()),
               absl::StrCat(f.other_practice_count()), Fixed(f.needed_hours(), 1),
               Fixed(f.capacity_hours(), 1)});
  }
  return table;
}

template <typename Sentences>
void Tell(const std::string& heading, const Sentences& sentences) {
  if (sentences.empty()) return;
  std::cout << "\n" << heading << "\n";
  for (const std::string& sentence : sentences) std::cout << "  " << sentence << "\n";
}

void Summarise(const pb::AssignmentProposal& p) {
  std::cout << "\nFrom " << p.start_date() << ": " << p.kept_count() << " practices stay, "
            << p.changed_count() << " change, " << p.new_count() << " get a facilitator, "
            << p.unserved_count() << " have none.\nCost " << Fixed(p.cost(), 2)
            << (p.proven() ? ", which is proven to be the least"
                           : absl::StrCat("; nothing costs less than ", Fixed(p.bound(), 2),
                                          ", a gap of ", Fixed(100 * p.gap(), 2), " %"))
            << ". Hours are weighed until " << p.end_date() << ".\n\n"
            << Facilitators(p).AsText();
  Tell("Look at", p.warnings());
  Tell("Short", p.shortages());
  Tell("Assumed", p.notes());
  std::cout << "\nNothing has been changed. To make it so: save it with -o json, then `pcspctl "
               "facilitation apply FILE`.\n";
}

absl::Status Propose(Session& session, const ProposeFlags& flags) {
  const absl::Time deadline =
      std::max(session.deadline(), absl::Now() + absl::Seconds(flags.seconds + kToAnswer));
  ASSIGN_OR_RETURN(const pb::AssignmentProposal proposal,
                   gateway::Ask(session.flows(), &pb::ProgrammeService::Stub::ProposeAssignments,
                                RequestOf(session, flags), deadline));
  Print(session.format, Practices(proposal, flags.changes), proposal);
  if (session.format == Format::kTable) Summarise(proposal);
  return absl::OkStatus();
}

constexpr char kFooter[] = R"(
Practices, facilitators, places, hours and leave are those that the programme knows. Costs are of
travel, at so much a kilometre; `pcspctl place import` says where postcodes are.

  pcspctl facilitation propose --within sg1 --seconds 10
  pcspctl facilitation propose --start 2027-01-04 -o json > proposal.json
  pcspctl facilitation apply proposal.json --dry-run)";

void SetUp(Command command, ProposeFlags& flags) {
  command.AddOption("--start", flags.start, "First day, yyyy-mm-dd; today by default");
  command.AddOption("--within", flags.within, "Only practices of this organisation");
  command.AddOption("--months", flags.months, "Months over which hours are weighed")
      .Between(1, 36)
      .ShowDefault();
  command.AddOption("--seconds", flags.seconds, "Seconds to work on a better answer")
      .Between(0.0, 30.0)
      .ShowDefault();
  command.AddOption("--seed", flags.seed, "The same seed and facts give the same proposal");
  command.AddOption("--keep", flags.keep,
                    "What it is worth to keep a practice's facilitator (200, about 20 km)");
  command.AddOption("--km-rate", flags.rate, "Cost of a kilometre (0.45)");
  command.AddOption("--visits", flags.visits, "Visits to a practice in a year (9)");
  command.AddOption("--assumed-km", flags.assumed_km, "Kilometres where a place is not known (20)");
  command.AddOption("--reach-km", flags.reach_km, "Furthest that facilitators travel");
  command.AddOption("--contact-hours", flags.hours,
                    "Hours a practice needs in a year (the programme's settings)");
  command.AddFlag("--limit-practices", flags.limit_practices,
                  "Give nobody more practices than the settings hold to be good, even if some go "
                  "without");
  command.AddFlag("--every-month", flags.every_month, "Hours must suffice in every month");
  command.AddOption("--skills", flags.skills, "Skills that facilitators must have");
  command.AddOption("--without", flags.without,
                    "Facilitators' appointments to leave out, as if they were not there");
  command.AddFlag("--changes", flags.changes, "Show only practices whose facilitator changes");
  command.Footer(kFooter);
}

}  // namespace

void AddProposals(Command noun, Session& session) {
  AddCommand(noun, session, "propose", "Propose who should support which practice", SetUp, Propose);
}

}  // namespace pcsp::cli
