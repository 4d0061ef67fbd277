// ToSiteEvidence().
#include <numeric>
#include <string>
#include <vector>

#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

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

pb::SiteEvidence ToSiteEvidence(const WaveResults& results, const WaveSite& site) {
  const WaveFigures& level = results.FiguresOf(site);
  const Instrument& instrument = level.instrument();
  const SiteStatistics& statistics = level.sites()[results.PlaceOf(site)].statistics;
  pb::SiteEvidence message;
  message.set_organisation(NameOf(results, site.organisation));
  message.set_level(ToProto(site.level));
  message.set_steering_group(NameOf(results, site.steering_group));
  message.set_whole_system(NameOf(results, site.whole_system));
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
