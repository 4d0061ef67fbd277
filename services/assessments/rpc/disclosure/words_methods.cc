#include "services/assessments/rpc/disclosure/words_methods.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/assessments/domain/disclosure/own_words.h"
#include "services/assessments/domain/errors.h"
#include "services/assessments/rpc/disclosure/requests.h"
#include "services/assessments/rpc/results/convert_results.h"

namespace pcsp::assessments {
namespace {

using Texts = std::vector<std::string>;

bool TakesWords(const Instrument& instrument, const Item& item) {
  const Scale& scale = instrument.ScaleOf(item);
  return scale.kind == ScaleKind::kText || scale.evidence;
}

// Which of the sites of a level may be told apart, by their place in `sites`.
std::vector<SiteTexts> CountTexts(const WaveResults& results,
                                  const std::vector<const WaveSite*>& sites,
                                  const std::map<int, Texts>& texts) {
  std::vector<SiteTexts> counted;
  for (const WaveSite* site : sites) {
    const WaveDisclosure& disclosure = results.DisclosureOf(site->level);
    const auto found = texts.find(site->number);
    counted.push_back(
        {.texts = found == texts.end() ? 0 : static_cast<int>(found->second.size()),
         .shown = disclosure.Respondents(disclosure.NodeOf(*site)) == Hidden::kShown});
  }
  return counted;
}

// Whether a site's texts are shown depends on them alone (own_words.h), so those of one need no
// other; what all sites of a level together show depends on each.
std::vector<const WaveSite*> AskedAbout(const WaveResults& results, const WaveSite* site,
                                        Level level) {
  if (site != nullptr) return {site};
  std::vector<const WaveSite*> sites;
  for (const WaveSite& known : results.frozen->sites) {
    if (known.level == level) sites.push_back(&known);
  }
  return sites;
}

// All texts given, in an order of chance.
void AddTexts(std::map<int, Texts>& texts, pb::ItemWords* message) {
  Texts shown;
  for (auto& [number, written] : texts) {
    std::move(written.begin(), written.end(), std::back_inserter(shown));
  }
  std::mt19937_64 random(RandomBits());
  std::shuffle(shown.begin(), shown.end(), random);
  for (std::string& text : shown) message->add_texts(std::move(text));
}

}  // namespace

absl::StatusOr<WordsMethods::TextsOfItems> WordsMethods::ReadTexts(const WaveResults& results,
                                                                   const WaveSite* site,
                                                                   Level level) const {
  const std::vector<WaveSite>& sites = results.frozen->sites;
  TextsOfItems texts;
  RETURN_IF_ERROR(store_->ScanWords(results.wave, site == nullptr ? 0 : site->number,
                                    [&](int number, const std::string& item, std::string text) {
                                      if (number < 1 || number > static_cast<int>(sites.size()))
                                        return;
                                      if (sites[number - 1].level == level)
                                        texts[item][number].push_back(std::move(text));
                                    }));
  return texts;
}

absl::StatusOr<pb::WaveWords> WordsMethods::GetWords(const rpc::Call&,
                                                     const pb::GetWordsRequest& request) const {
  Violations violations;
  const WaveName name = WaveNameFrom("name", request.name(), violations);
  const std::string organisation = OrganisationFrom(name, request.organisation(), violations);
  Level level = LevelFrom(request.level(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  ASSIGN_OR_RETURN(const auto results, results_->Get(name));
  const WaveSite* const site = organisation.empty() ? nullptr : results->frozen->Find(organisation);
  if (!organisation.empty() && site == nullptr) return SiteResultsNotFound(request.organisation());
  if (site != nullptr) level = site->level;

  pb::WaveWords message;
  message.set_name(request.name());
  message.set_organisation(request.organisation());
  message.set_level(ToProto(level));
  const std::vector<const WaveSite*> sites = AskedAbout(*results, site, level);
  if (sites.empty()) return message;
  ASSIGN_OR_RETURN(TextsOfItems texts, ReadTexts(*results, site, level));
  const Instrument& instrument = results->FiguresOf(*sites.front()).instrument();
  for (const Item& item : instrument.items) {
    if (!TakesWords(instrument, item)) continue;
    std::map<int, Texts>& written = texts[item.code];
    const OwnWords decided = DecideWords(CountTexts(*results, sites, written),
                                         results->wave.policy(), results_->rules());
    const Hidden why = site == nullptr ? decided.all : decided.sites.front();
    pb::ItemWords* added = message.add_items();
    added->set_item(item.code);
    added->set_suppression(ToProto(why));
    if (why == Hidden::kShown) AddTexts(written, added);
  }
  return message;
}

}  // namespace pcsp::assessments
