// ToSiteEvidence().
#include <algorithm>
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

void AddCounts(const Instrument& instrument, const Item& item, absl::Span<const int32_t> counts,
               pb::ItemEvidence* message) {
  for (size_t slot = 1; slot < counts.size(); ++slot) {
    if (counts[slot] == 0) continue;
    const std::string& code = TurnedCode(instrument, item, static_cast<int>(slot));
    (*message->mutable_answers())[code] = counts[slot];
  }
}

const std::string& CodeOfScore(const Scale& scale, int score) {
  const auto option = std::find_if(scale.options.begin(), scale.options.end(),
                                   [&](const AnswerOption& o) { return o.score == score; });
  return option->code;
}

// `people` is shown of the site: how many answered this one item is not.
void AddTendency(const Instrument& instrument, const Item& item, absl::Span<const int32_t> counts,
                 int people, pb::ItemEvidence* message) {
  const Tendency tendency = TendencyOf(instrument, item, counts);
  const Scale& scale = instrument.ScaleOf(item);
  message->set_tendency(ToProto(tendency));
  for (const auto& [score, count] : AnswersStandingFor(tendency, scale.steps(), people)) {
    if (count > 0) (*message->mutable_answers())[CodeOfScore(scale, score)] = count;
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
  message.set_respondents(disclosure.Count(node, statistics.respondents).low);
  const int least = results.wave.min_group_size;
  const int band = BandOf(message.respondents(), least).low;
  for (size_t i = 0; i < instrument.items.size(); ++i) {
    const Item& asked = instrument.items[i];
    if (!instrument.ScaleOf(asked).ordered()) continue;
    const int item = static_cast<int>(i);
    const Hidden why = disclosure.OfItem(node, item);
    pb::ItemEvidence* const added = message.add_items();
    added->set_item(asked.code);
    added->set_suppression(ToProto(why));
    const auto counts = level.plan().ItemCounts(statistics, item);
    if (why == Hidden::kShown) {
      AddCounts(instrument, asked, counts, added);
    } else if (disclosure.MayTellTendency(node, item)) {
      AddTendency(instrument, asked, counts, why == Hidden::kBelowMinimum ? least : band, added);
    }
  }
  return message;
}

}  // namespace pcsp::assessments
