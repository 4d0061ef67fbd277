#include "gateway/cli/sample/evidence.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"

namespace pcsp::gateway::sample {

// What colleagues share beyond the issues.
struct Surveyor::Team {
  const Site& site;
  double halo;
  std::map<std::string, double> construct_halo;
  std::map<std::string, double> item_shift;     // item code -> local peculiarity
  std::map<std::string, Severities> perceived;  // staff group -> issues as it meets them
};

// How one respondent uses the scale.
struct Surveyor::Person {
  std::string staff_group;
  double mood;          // better or worse about everything
  double acquiescence;  // agrees with whatever is said
  double spread;        // shuns (> 1) or likes (< 1) the ends of the scale
};

namespace {

constexpr double kHealthy = 1.3;  // mean of the latent answer, in logits
constexpr double kTrouble = 3.2;  // how far full trouble pulls it down
constexpr double kThresholds[] = {-2.4, -0.7, 0.4, 2.4};
constexpr double kSkip = 0.04;
constexpr double kStopsEarly = 0.15;
constexpr double kDrift = 0.2;  // of a team's mood between two rounds

// Each issue named here makes one kind of "not relevant" answer more likely, unlike the engine,
// which has it from profiles.
constexpr absl::string_view kUnclearRoles = "cp-roles";
constexpr absl::string_view kUnclearPurpose[] = {"coh-purpose", "sg-coherence", "ws-coherence"};

bool LinksTo(const ItemModel& item, absl::string_view issue) {
  return std::any_of(item.links.begin(), item.links.end(),
                     [&](const Pull& link) { return link.issue == issue; });
}

double NotMyRole(const std::string& staff_group, const ItemModel& item,
                 const Severities& severity) {
  double p = 0.015;
  if (staff_group == "admin") p = item.construct == "collective_action" ? 0.09 : 0.03;
  if (staff_group == "direct_patient_care") p = 0.03;
  if (severity.contains(std::string(kUnclearRoles)) && LinksTo(item, kUnclearRoles)) p += 0.12;
  return p;
}

double NotThisWork(const ItemModel& item, const Severities& severity) {
  if (item.construct != "coherence") return 0.01;
  for (absl::string_view issue : kUnclearPurpose) {
    if (severity.contains(std::string(issue))) return 0.06;
  }
  return 0.01;
}

// "nr_..." or empty for an answer on the scale.
std::string NotRelevant(const std::string& staff_group, const ItemModel& item,
                        const Severities& severity, Random& random) {
  double u = random.Uniform();
  if ((u -= NotMyRole(staff_group, item, severity)) < 0) return "nr_role";
  if ((u -= item.construct == "reflexive_monitoring" ? 0.05 : 0.02) < 0) return "nr_stage";
  if ((u -= NotThisWork(item, severity)) < 0) return "nr_work";
  return "";
}

double ResponseRate(const Site& site, Random& random) {
  if (site.organisation.kind != "practice") return 0;
  const double rate = random.Uniform(0.40, 0.60);
  // Where nothing has been heard for months, fewer people answer too.
  return site.severity.contains("x-silence") ? 0.75 * rate : rate;
}

double GroupTilt(const std::string& staff_group) {
  if (staff_group == "gp") return -0.05;
  if (staff_group == "nurse") return 0.08;
  return staff_group == "direct_patient_care" ? 0.02 : 0.0;
}

std::vector<std::string> Respondents(const Site& site, Random& random) {
  std::vector<std::string> who;
  const double rate = ResponseRate(site, random);
  for (const auto& [group, people] : site.context.headcount) {
    if (site.organisation.kind != "practice") {
      who.insert(who.end(), std::min(people, 8 + random.Below(2)), group);
      continue;
    }
    for (int i = 0; i < people; ++i) {
      if (random.Chance(rate + GroupTilt(group))) who.push_back(group);
    }
  }
  random.Shuffle(who);
  return who;
}

// The band in which a latent value falls, cuts spread evenly around zero.
size_t Band(double latent, size_t bands) {
  size_t band = 0;
  for (size_t cut = 1; cut < bands; ++cut) {
    const double at = 2.4 * (static_cast<double>(cut) / static_cast<double>(bands) - 0.5);
    if (latent > at) ++band;
  }
  return band;
}

double ChanceOfVisit(const std::string& level) {
  if (level == "practice") return 0.6;
  return level == "steering_group" ? 0.75 : 1.0;
}

}  // namespace

Surveyor::Surveyor(const Blueprint& world, const Random& random) : world_(world), random_(random) {
  Random draw = random.Fork("easiness");
  for (const ItemModel& item : world.items) easiness_[item.code] = draw.Normal(0.0, 0.4);
}

std::vector<Response> Surveyor::Answers(const Site& site, int round) const {
  const std::string stream = absl::StrCat("answers/", site.organisation.id);
  Random random = random_.Fork(stream);
  Team team = DrawTeam(site, random);
  if (round > 1) {
    random = random_.Fork(absl::StrCat(stream, "/", round));
    team.halo += random.Normal(0.0, kDrift);
  }
  std::vector<Response> responses;
  for (const std::string& staff_group : Respondents(site, random)) {
    Response response = Fill(team, staff_group, random);
    if (!response.answers.empty()) responses.push_back(std::move(response));
  }
  return responses;
}

Surveyor::Team Surveyor::DrawTeam(const Site& site, Random& random) const {
  Team team{site, random.Normal(0.0, 0.5), {}, {}, {}};
  for (const ItemModel& item : world_.items) {
    if (item.level != site.organisation.kind) continue;
    team.construct_halo.try_emplace(item.construct, random.Normal(0.0, 0.3));
    const double leaked = random.Chance(item.leak) ? -1.5 : 0.0;
    team.item_shift[item.code] = leaked + random.Normal(0.0, 0.25);
  }
  for (const auto& [group, people] : site.context.headcount) {
    team.perceived[group] = AsSeenBy(group, site.severity);
  }
  return team;
}

Severities Surveyor::AsSeenBy(const std::string& staff_group, const Severities& severity) const {
  Severities seen = severity;
  for (auto& [issue, weight] : seen) {
    // The same in every site: some jobs notice some issues better than others do.
    weight *= random_.Fork(absl::StrCat("notices/", staff_group, "/", issue)).Uniform(0.6, 1.2);
  }
  return seen;
}

Response Surveyor::Fill(const Team& team, const std::string& staff_group, Random& random) const {
  const Person person{staff_group, random.Normal(0.0, 0.6), random.Normal(0.15, 0.3),
                      std::exp(random.Normal(0.0, 0.25))};
  Response response;
  response.request_id = random.Uuid();
  response.staff_group = staff_group;
  const bool stops = random.Chance(kStopsEarly);
  const double reach = stops ? random.Uniform(0.3, 1.0) : 1.0;  // share of the items seen
  const double total = static_cast<double>(team.item_shift.size());
  double asked = 0;
  for (const ItemModel& item : world_.items) {
    if (item.level != team.site.organisation.kind) continue;
    if (++asked > reach * total) break;
    if (random.Chance(kSkip)) continue;
    response.answers[item.code] = AnswerCode(team, person, item, random);
  }
  return response;
}

// A graded response: the latent answer falls between ordered thresholds.
std::string Surveyor::AnswerCode(const Team& team, const Person& person, const ItemModel& item,
                                 Random& random) const {
  const std::string other = NotRelevant(person.staff_group, item, team.site.severity, random);
  if (!other.empty()) return other;
  const Severities& seen = team.perceived.at(person.staff_group);
  const double latent =
      kHealthy + easiness_.at(item.code) - kTrouble * TroubleOf(item.links, seen) + team.halo +
      team.construct_halo.at(item.construct) + team.item_shift.at(item.code) + person.mood +
      (item.reverse ? -1.0 : 1.0) * person.acquiescence + random.Logistic();
  int score = 1;
  for (double threshold : kThresholds) score += latent > threshold * person.spread ? 1 : 0;
  return absl::StrCat(item.reverse ? 6 - score : score);
}

std::vector<Fact> Surveyor::Facts(const Site& site) const {
  Random random = random_.Fork(absl::StrCat("facts/", site.organisation.id));
  if (!random.Chance(ChanceOfVisit(site.organisation.kind))) return {};
  std::vector<const FactModel*> models;
  for (const FactModel& model : world_.facts) {
    if (model.level == site.organisation.kind) models.push_back(&model);
  }
  random.Shuffle(models);
  models.resize(std::min<size_t>(models.size(), 4 + random.Below(3)));
  std::vector<Fact> facts;
  for (const FactModel* model : models) {
    const double latent = 1.7 - 3.6 * TroubleOf(model->links, site.severity) + random.Logistic();
    const bool misread = random.Chance(0.05);
    const size_t bands = model->categories.size();
    const size_t band = misread ? random.Below(static_cast<int>(bands)) : Band(latent, bands);
    facts.push_back({model->id, model->categories[band]});
  }
  return facts;
}

}  // namespace pcsp::gateway::sample
