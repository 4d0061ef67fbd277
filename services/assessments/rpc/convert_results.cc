#include "services/assessments/rpc/convert_results.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <vector>

namespace pcsp::assessments {
namespace {

constexpr double kLevel = .9;

std::string OrganisationOf(const WaveResults& results, const std::string& id) {
  if (id.empty()) return "";
  return OrganisationName{results.wave.name.programme, id}.ToString();
}

// How figures leave the service.
class Figures {
 public:
  Figures(const Population& population, int64_t people)
      : rounding_(population.disclosure->rules().rounding),
        step_(population.covered() ? kFineStep : CoarseStep(people)),
        count_(population.count(people)) {}

  // A plain mean of few people is rounded more than a score, which others enter as well.
  double Mean(double mean) const {
    return rounding_ ? RoundedPoints(mean, std::max(step_, exact() ? kFineStep : kBandedStep))
                     : mean;
  }

  double Points(double points) const { return rounding_ ? RoundedPoints(points, step_) : points; }
  double Share(double share) const { return rounding_ ? RoundedShare(share) : share; }
  const Band& count() const { return count_; }
  // Counts of so many people may be given one by one.
  bool exact() const { return count_.low == count_.high; }

  void SetInterval(double low, double high, pcsp::type::v1::Interval* interval) const {
    interval->set_low(low);
    interval->set_high(high);
    interval->set_level(kLevel);
  }
  void SetShares(double low, double high, pcsp::type::v1::Interval* interval) const {
    SetInterval(Share(low), Share(high), interval);
  }
  // Scores end at 0 and 100; the normal approximation may not.
  void SetEstimate(const Estimate& estimate, bool plain, pb::ScoreEstimate* message) const {
    const auto points = [this, plain](double x) {
      const double within = std::clamp(x, 0.0, 100.0);
      return plain ? Mean(within) : Points(within);
    };
    message->set_score(points(estimate.score));
    SetInterval(points(estimate.low), points(estimate.high), message->mutable_interval());
  }
  // Of few people the indices would say what each has answered; the verdict does not.
  void SetAgreement(const AgreementFigures& figures, pb::Agreement* message) const {
    message->set_verdict(static_cast<pb::AgreementVerdict>(static_cast<int>(figures.verdict)));
    if (!exact()) {
      message->set_expected_consensus(RoundedPoints(figures.expected_consensus));
      return;
    }
    if (figures.consensus) message->set_consensus(Share(*figures.consensus));
    message->set_expected_consensus(Share(figures.expected_consensus));
    if (figures.draws) {
      SetShares(figures.draws->low, figures.draws->high, message->mutable_consensus_interval());
      message->set_common_understanding_probability(Share(figures.draws->common_probability));
    }
    if (figures.r_wg) message->set_r_wg(Share(*figures.r_wg));
    if (figures.a_wg) message->set_a_wg(Share(*figures.a_wg));
    if (figures.ad) message->set_mean_absolute_deviation(Share(*figures.ad));
  }

 private:
  const bool rounding_;
  const double step_;
  const Band count_;
};

void SetConstruct(const Instrument& instrument, const Population& population,
                  const ConstructFigures& figures, pb::ConstructResult* message) {
  const Figures out(population, figures.people);
  message->set_respondents(out.count().low);
  message->set_respondents_most(out.count().high);
  out.SetEstimate(figures.how_site_works, false, message->mutable_how_this_site_works());
  if (population.is_site() && !population.covered()) {
    message->set_mean_suppression(pb::SUPPRESSION_OVERLAP);
  } else {
    if (figures.mean) message->set_mean(out.Mean(*figures.mean));
    if (figures.team_now) out.SetEstimate(*figures.team_now, true, message->mutable_team_now());
  }
  out.SetAgreement(figures.agreement, message->mutable_agreement());
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

void SetItem(const Instrument& instrument, const Item& item, const ItemFigures& figures,
             const Figures& out, pb::ItemResult* message) {
  const Scale& scale = instrument.ScaleOf(item);
  for (int slot = 1; slot < SlotsOf(scale); ++slot) {
    auto* answer = message->add_answers();
    answer->set_answer(CodeOfSlot(scale, slot));
    answer->set_count(figures.counts[slot]);
    if (slot > scale.steps()) continue;
    answer->set_shrunk_share(out.Share(figures.shrunk[ScoreOfSlot(instrument, item, slot) - 1]));
  }
  message->set_skipped(figures.counts[0]);
  message->set_favourable_share(out.Share(figures.favourable));
  if (figures.favourable_interval) {
    out.SetShares(figures.favourable_interval->low, figures.favourable_interval->high,
                  message->mutable_favourable_interval());
  }
  out.SetAgreement(figures.agreement, message->mutable_agreement());
}

// Whether any item of the instrument tells of the construct.
bool AsksAbout(const Instrument& instrument, Construct construct) {
  return std::any_of(instrument.items.begin(), instrument.items.end(), [&](const Item& item) {
    return instrument.IsScored(item) && item.construct == construct;
  });
}

// Who gave an item any answer, "not relevant" among them.
int Answered(const std::vector<int32_t>& counts) {
  return counts.empty() ? 0 : std::accumulate(counts.begin() + 1, counts.end(), 0);
}

// The finest resolution that is shown; -1 if none is.
int FinestOf(const GroupReleases::Verdict& verdict) {
  int finest = -1;
  while (finest + 1 < kResolutions && verdict[finest + 1] == Hidden::kShown) ++finest;
  return finest;
}

void AddPart(const Population& population, const Tallies& team, Part part, int finest,
             const GroupReleases::Verdict& verdict, const Quantity& quantity,
             pb::ConstructResult* message) {
  const Tally tally = TallyOf(team, part);
  if (tally.people == 0) return;
  const WaveDisclosure& disclosure = *population.disclosure;
  if (!PartShown(team, quantity.threshold, part, disclosure.rules())) return;
  const Figures out(population, tally.people);
  auto* added = message->add_staff_groups();
  for (int g = 0; g < kStaffGroups; ++g) {
    if ((part >> g & 1) == 0) continue;
    added->add_merged_from(static_cast<pcsp::type::v1::StaffGroup>(g + 1));
  }
  added->set_respondents(out.count().low);
  added->set_respondents_most(out.count().high);
  added->set_mean(out.Mean(100.0 * static_cast<double>(tally.sum) /
                           static_cast<double>(quantity.top * tally.people)));
  if (finest == kRoles) return;
  added->set_merged_because(
      ToProto(WhyMerged(team, quantity.threshold, verdict[finest + 1], finest + 1, part)));
}

void AddStaffGroups(const Population& population, Construct construct,
                    pb::ConstructResult* message) {
  const Quantity& quantity = population.disclosure->construct(construct);
  const auto& verdict = population.verdict.constructs[static_cast<int>(construct)];
  if (population.is_site() && !population.covered()) {
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
    AddPart(population, team, part, finest, verdict, quantity, message);
  }
}

// The code that the answer in `slot` would have had if the item were not reversed.
const std::string& TurnedCode(const Instrument& instrument, const Item& item, int slot) {
  const Scale& scale = instrument.ScaleOf(item);
  if (slot > scale.steps()) return CodeOfSlot(scale, slot);
  const int score = ScoreOfSlot(instrument, item, slot);
  for (const AnswerOption& option : scale.options) {
    if (option.score == score) return option.code;
  }
  return CodeOfSlot(scale, slot);
}

// Where all agree on the best or the worst, what each has said would be known: one of them is moved
// to the next answer, so that nobody can tell all from all but one.
void SoftenUnanimity(const Instrument& instrument, const Item& item, std::vector<int32_t>& counts) {
  const int steps = instrument.ScaleOf(item).steps();
  const int people = std::accumulate(counts.begin() + 1, counts.end(), 0);
  for (int slot = 1; slot <= steps; ++slot) {
    const int score = ScoreOfSlot(instrument, item, slot);
    if (counts[slot] != people || (score != 1 && score != steps)) continue;
    const int next = score == 1 ? 2 : steps - 1;
    for (int other = 1; other <= steps; ++other) {
      if (ScoreOfSlot(instrument, item, other) != next) continue;
      --counts[slot];
      ++counts[other];
      return;
    }
  }
}

}  // namespace

pb::Suppression ToProto(Hidden why) { return static_cast<pb::Suppression>(static_cast<int>(why)); }

void AddConstructs(const Instrument& instrument, const Population& population,
                   const SiteFigures& figures,
                   google::protobuf::RepeatedPtrField<pb::ConstructResult>* constructs) {
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
    SetConstruct(instrument, population, said, added);
    AddStaffGroups(population, construct, added);
  }
}

void AddItems(const Instrument& instrument, const Population& population,
              const SiteFigures& figures,
              google::protobuf::RepeatedPtrField<pb::ItemResult>* items) {
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    if (!instrument.ScaleOf(instrument.items[i]).ordered()) continue;
    auto* added = items->Add();
    added->set_item(instrument.items[i].code);
    const Hidden why = population.verdict.items[i];
    if (why == Hidden::kShown) {
      const Figures out(population, Answered(figures.items[i].counts));
      SetItem(instrument, instrument.items[i], figures.items[i], out, added);
    } else {
      added->set_suppression(ToProto(why));
    }
  }
}

pb::SiteResults ToSiteResults(const WaveResults& results, const WaveSite& site, bool full) {
  const Wave& wave = results.wave;
  const WaveFigures& level = results.FiguresOf(site);
  const Instrument& instrument = level.instrument();
  pb::SiteResults message;
  message.set_name(SiteResultsName{wave.name, site.organisation}.ToString());
  message.set_organisation(OrganisationOf(results, site.organisation));
  message.set_level(ToProto(site.level));
  message.set_instrument(instrument.name());
  message.set_headcount(site.people());
  message.set_evidence_revision(wave.evidence_revision);
  const WaveDisclosure& disclosure = results.DisclosureOf(site.level);
  const int node = disclosure.NodeOf(site);
  message.set_suppression(ToProto(disclosure.Respondents(node)));
  if (message.suppression() != pb::SUPPRESSION_UNSPECIFIED) return message;
  const Population population = {.disclosure = &disclosure,
                                 .nodes = {node},
                                 .verdict = disclosure.VerdictOf(node),
                                 .node = node};
  const SiteFigures figures =
      level.Figures(results.PlaceOf(site), full ? Detail::kItems : Detail::kProfile);
  const Band respondents = population.count(figures.respondents);
  message.set_respondents(respondents.low);
  message.set_respondents_most(respondents.high);
  AddConstructs(instrument, population, figures, message.mutable_constructs());
  if (full) AddItems(instrument, population, figures, message.mutable_items());
  return message;
}

pb::SiteEvidence ToSiteEvidence(const WaveResults& results, const WaveSite& site) {
  const WaveFigures& level = results.FiguresOf(site);
  const Instrument& instrument = level.instrument();
  const SiteStatistics& statistics = level.sites()[results.PlaceOf(site)].statistics;
  pb::SiteEvidence message;
  message.set_organisation(OrganisationOf(results, site.organisation));
  message.set_level(ToProto(site.level));
  message.set_steering_group(OrganisationOf(results, site.steering_group));
  message.set_whole_system(OrganisationOf(results, site.whole_system));
  const WaveDisclosure& disclosure = results.DisclosureOf(site.level);
  const int node = disclosure.NodeOf(site);
  message.set_suppression(ToProto(disclosure.Respondents(node)));
  if (message.suppression() != pb::SUPPRESSION_UNSPECIFIED) return message;
  message.set_respondents(static_cast<int>(statistics.respondents));
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    if (!instrument.ScaleOf(instrument.items[i]).ordered()) continue;
    if (disclosure.OfEvidence(node, static_cast<int>(i)) != Hidden::kShown) continue;
    const auto given = level.plan().ItemCounts(statistics, static_cast<int>(i));
    std::vector<int32_t> counts(given.begin(), given.end());
    if (disclosure.rules().unanimity) SoftenUnanimity(instrument, instrument.items[i], counts);
    auto* item = message.add_items();
    item->set_item(instrument.items[i].code);
    for (size_t slot = 1; slot < counts.size(); ++slot) {
      if (counts[slot] == 0) continue;
      const std::string& code = TurnedCode(instrument, instrument.items[i], static_cast<int>(slot));
      (*item->mutable_answers())[code] = counts[slot];
    }
  }
  return message;
}

}  // namespace pcsp::assessments
