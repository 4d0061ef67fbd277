#include "gateway/cli/offline/diagnosis/evidence_file.h"

#include <algorithm>
#include <optional>
#include <set>

namespace pcsp::offline {
namespace {

using diagnosis::kLevelWords;
using diagnosis::Level;
using diagnosis::LevelWord;

std::optional<Level> LevelBelow(Level level) {
  if (level == Level::kPractice) return std::nullopt;
  return static_cast<Level>(static_cast<int>(level) + 1);
}

SiteEvidence ReadSite(const text::Node& node, std::optional<Level> otherwise) {
  SiteEvidence site;
  site.known = diagnosis::ReadLevelEvidence(node, otherwise);
  site.path = node.path();
  const Level level = *site.known.level;
  for (const text::Node& other : node["below"].ListOr()) {
    SiteEvidence& below = site.below.emplace_back(ReadSite(other, LevelBelow(level)));
    const text::Node word = other["level"];
    const bool read = !word.present() || word.String() == LevelWord(*below.known.level);
    if (read && *below.known.level <= level) {
      other.Fault("a site of a level below the one that holds it");
    }
  }
  return site;
}

std::vector<SiteEvidence> ReadLevels(const text::Node& root, Level subject) {
  std::vector<SiteEvidence> levels;
  std::set<Level> seen;
  for (const text::Node& node : root["levels"].List()) {
    SiteEvidence& site = levels.emplace_back(ReadSite(node, std::nullopt));
    if (*site.known.level > subject) node["level"].Fault("the subject's level or one above");
    if (!seen.insert(*site.known.level).second) node["level"].Fault("each level once");
  }
  std::stable_sort(levels.begin(), levels.end(),
                   [](const auto& a, const auto& b) { return a.known.level < b.known.level; });
  return levels;
}

}  // namespace

bool EvidenceFile::has_others() const {
  return std::any_of(levels.begin(), levels.end(),
                     [](const SiteEvidence& site) { return !site.below.empty(); });
}

EvidenceFile ReadEvidenceForm(text::Document* document) {
  EvidenceFile file;
  const text::Node root = document->root();
  file.subject = root["subject_level"].Enum(kLevelWords);
  file.levels = ReadLevels(root, file.subject);
  file.earlier = diagnosis::ReadEarlier(root["earlier"]);
  return file;
}

}  // namespace pcsp::offline
