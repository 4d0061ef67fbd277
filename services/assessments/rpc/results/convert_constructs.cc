// AddConstructs().
#include <algorithm>
#include <cmath>

#include "services/assessments/domain/comparison/result_sentences.h"
#include "services/assessments/rpc/results/convert_results.h"
#include "services/assessments/rpc/results/figures_out.h"

namespace pcsp::assessments {
namespace {

// As it has been rounded.
Estimate ToldOf(const pb::ScoreEstimate& estimate) {
  return {.score = estimate.score(),
          .low = estimate.interval().low(),
          .high = estimate.interval().high()};
}

void SetConstruct(const Instrument& instrument, const Population& population, Construct construct,
                  const ConstructFigures& figures, pb::ConstructResult* message) {
  const FiguresOut out(population, figures.people,
                       {.top = population.disclosure->construct(construct).top});
  message->set_respondents(out.count().low);
  message->set_respondents_most(out.count().high);
  out.SetEstimate(figures.how_site_works, false, message->mutable_how_this_site_works());
  if (figures.mean) message->set_mean(out.Mean(*figures.mean));
  if (figures.team_now) out.SetEstimate(*figures.team_now, true, message->mutable_team_now());
  out.SetAgreement(figures.agreement, message->mutable_agreement());
  message->set_sentence(ScoreSentence(
      construct, out.count(), ToldOf(message->how_this_site_works()), figures.agreement.verdict));
  if (figures.weakest_item >= 0) {
    message->set_weakest_item(instrument.items[figures.weakest_item].code);
  }
  if (!out.exact()) return;
  for (const auto& [code, count] : figures.not_relevant) {
    auto* added = message->add_not_relevant();
    added->set_answer(code);
    added->set_count(count);
  }
  message->set_skipped(figures.skipped);
}

// Whether any item of the instrument tells of the construct.
bool AsksAbout(const Instrument& instrument, Construct construct) {
  return std::any_of(instrument.items.begin(), instrument.items.end(), [&](const Item& item) {
    return instrument.IsScored(item) && item.construct == construct;
  });
}

// The interval is made of what is told, and of what the whole wave tells of the spread of people:
// it says no more of those who answered than the mean and their number do.
void SetMean(double told, const Pool& pool, Part part, const FiguresOut& out,
             pb::StaffGroupMean* message) {
  const double half = pool.t90 * std::sqrt(pool.sigma2 / std::max(1, out.count().low));
  message->set_mean(told);
  FiguresOut::SetInterval(std::max(0.0, told - half), std::min(100.0, told + half), out.mean_step(),
                          message->mutable_interval());
  message->set_sentence(PartSentence(
      part, out.count(),
      {.score = told, .low = message->interval().low(), .high = message->interval().high()}));
}

void AddPart(const Population& population, const Tallies& team, Part part, int finest,
             const GroupReleases::Verdict& verdict, const Quantity& quantity, const Pool& pool,
             pb::ConstructResult* message) {
  const Tally tally = TallyOf(team, part);
  if (tally.people == 0) return;
  const WaveDisclosure& disclosure = *population.disclosure;
  if (!PartShown(team, quantity.threshold, part, disclosure.rules())) return;
  const FiguresOut out(population, tally.people, {.resolution = finest, .top = quantity.top});
  auto* added = message->add_staff_groups();
  for (int g = 0; g < kStaffGroups; ++g) {
    if ((part >> g & 1) == 0) continue;
    added->add_merged_from(static_cast<pcsp::type::v1::StaffGroup>(g + 1));
  }
  added->set_respondents(out.count().low);
  added->set_respondents_most(out.count().high);
  const double mean = out.Mean(100.0 * static_cast<double>(tally.sum) /
                               static_cast<double>(quantity.top * tally.people));
  SetMean(mean, pool, part, out, added);
  if (finest == kRoles) return;
  added->set_merged_because(
      ToProto(WhyMerged(team, quantity.threshold, verdict[finest + 1], finest + 1, part)));
}

void AddStaffGroups(const Population& population, Construct construct, const Pool& pool,
                    pb::ConstructResult* message) {
  const Quantity& quantity = population.disclosure->construct(construct);
  const auto& verdict = population.verdict.constructs[static_cast<int>(construct)];
  if (population.is_site() && !population.covered(kRoles)) {
    message->set_staff_groups_suppression(pb::SUPPRESSION_OVERLAP);
    return;
  }
  const int finest = FinestOf(verdict);
  const Tallies team = TalliesOfSites(quantity, population.nodes);
  if (finest <= kWholeTeam) {
    message->set_staff_groups_suppression(
        ToProto(WhyMerged(team, quantity.threshold, verdict[kClinical], kClinical, 31)));
    return;
  }
  for (Part part : PartsOf(finest)) {
    AddPart(population, team, part, finest, verdict, quantity, pool, message);
  }
}

}  // namespace

int FinestOf(const GroupReleases::Verdict& verdict) {
  int finest = -1;
  while (finest + 1 < kResolutions && verdict[finest + 1] == Hidden::kShown) ++finest;
  return finest;
}

void AddConstructs(const WaveFigures& level, const Population& population,
                   const SiteFigures& figures,
                   google::protobuf::RepeatedPtrField<pb::ConstructResult>* constructs) {
  const Instrument& instrument = level.instrument();
  for (const auto& [word, construct] : kConstructWords) {
    if (!AsksAbout(instrument, construct)) continue;
    const ConstructFigures& said = figures.constructs[static_cast<int>(construct)];
    auto* added = constructs->Add();
    added->set_construct(ToProto(construct));
    const Hidden why = population.verdict.constructs[static_cast<int>(construct)][kWholeTeam];
    if (why != Hidden::kShown) {
      added->set_suppression(ToProto(why));
      continue;
    }
    SetConstruct(instrument, population, construct, said, added);
    AddStaffGroups(population, construct, level.pool(construct), added);
  }
}

}  // namespace pcsp::assessments
