#include "services/assessments/rpc/results/convert_results.h"

#include <numeric>
#include <string>
#include <vector>

#include "services/assessments/domain/comparison/result_sentences.h"
#include "services/assessments/rpc/results/figures_out.h"

namespace pcsp::assessments {
namespace {

// Who gave an item any answer, "not relevant" among them.
int Answered(const std::vector<int32_t>& counts) {
  return counts.empty() ? 0 : std::accumulate(counts.begin() + 1, counts.end(), 0);
}

void SetItem(const Instrument& instrument, const Item& item, const ItemFigures& figures,
             const FiguresOut& out, pb::ItemResult* message) {
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
  const int people = std::accumulate(figures.scored.begin(), figures.scored.end(), 0);
  message->set_respondents(people);
  message->set_sentence(
      ItemSentence(people, message->favourable_share(),
                   {message->favourable_interval().low(), message->favourable_interval().high()},
                   figures.agreement.verdict));
}

}  // namespace

pb::Suppression ToProto(Hidden why) { return static_cast<pb::Suppression>(static_cast<int>(why)); }

pb::Tendency ToProto(Tendency tendency) {
  return static_cast<pb::Tendency>(static_cast<int>(tendency));
}

std::string NameOf(const WaveResults& results, const std::string& organisation) {
  if (organisation.empty()) return "";
  return OrganisationName{results.wave.name.programme, organisation}.ToString();
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
      const FiguresOut out(population, Answered(figures.items[i].counts), {});
      SetItem(instrument, instrument.items[i], figures.items[i], out, added);
    } else {
      added->set_suppression(ToProto(why));
      if (population.is_site() &&
          population.disclosure->MayTellTendency(population.node, static_cast<int>(i))) {
        const Tendency tendency =
            TendencyOf(instrument, instrument.items[i], figures.items[i].counts);
        added->set_tendency(ToProto(tendency));
        added->set_sentence(TendencySentence(tendency));
      }
    }
  }
}

pb::SiteResults ToSiteResults(const WaveResults& results, const WaveSite& site, bool full) {
  const Wave& wave = results.wave;
  const WaveFigures& level = results.FiguresOf(site);
  const Instrument& instrument = level.instrument();
  pb::SiteResults message;
  message.set_name(SiteResultsName{wave.name, site.organisation}.ToString());
  message.set_organisation(NameOf(results, site.organisation));
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
  message.set_sentence(AnsweredSentence(respondents, site.people(), 1));
  AddConstructs(level, population, figures, message.mutable_constructs());
  if (full) AddItems(instrument, population, figures, message.mutable_items());
  return message;
}

}  // namespace pcsp::assessments
