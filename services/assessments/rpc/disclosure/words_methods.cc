#include "services/assessments/rpc/disclosure/words_methods.h"

#include <algorithm>
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
// By item code and site number.
using TextsOfItems = std::map<std::string, std::map<int, Texts>>;

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

// The texts of `site`, or of all sites for nullptr, in an order of chance.
void AddTexts(const std::map<int, Texts>& texts, const WaveSite* site, pb::ItemWords* message) {
  Texts shown;
  for (const auto& [number, written] : texts) {
    if (site != nullptr && number != site->number) continue;
    shown.insert(shown.end(), written.begin(), written.end());
  }
  std::mt19937_64 random(RandomBits());
  std::shuffle(shown.begin(), shown.end(), random);
  for (std::string& text : shown) message->add_texts(std::move(text));
}

}  // namespace

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
  std::vector<const WaveSite*> sites;
  for (const WaveSite& known : results->frozen->sites) {
    if (known.level == level) sites.push_back(&known);
  }
  if (sites.empty()) return message;
  TextsOfItems texts;
  RETURN_IF_ERROR(
      store_->ScanWords(results->wave, [&](int number, const std::string& item, std::string text) {
        if (number < 1 || number > static_cast<int>(results->frozen->sites.size())) return;
        if (results->frozen->sites[number - 1].level != level) return;
        texts[item][number].push_back(std::move(text));
      }));
  const Instrument& instrument = results->FiguresOf(*sites.front()).instrument();
  for (const Item& item : instrument.items) {
    if (!TakesWords(instrument, item)) continue;
    const std::map<int, Texts>& written = texts[item.code];
    const OwnWords decided = DecideWords(CountTexts(*results, sites, written),
                                         results->wave.policy(), results_->rules());
    const auto place = std::find(sites.begin(), sites.end(), site) - sites.begin();
    const Hidden why = site == nullptr ? decided.all : decided.sites[place];
    pb::ItemWords* added = message.add_items();
    added->set_item(item.code);
    added->set_suppression(ToProto(why));
    if (why == Hidden::kShown) AddTexts(written, site, added);
  }
  return message;
}

}  // namespace pcsp::assessments
