#include "services/diagnosis/domain/text/lexicon/reader.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/text/language/clauses.h"
#include "services/diagnosis/domain/text/lexicon/pattern.h"

namespace pcsp::diagnosis {
namespace {

class Reader {
 public:
  Reader(text::Document* document, const KnowledgeBase& kb) : root_(document->root()) {
    for (const Issue& issue : kb.issues) issues_[issue.id] = &issue;
  }

  Lexicon Read() {
    lexicon_.id = root_["id"].String();
    lexicon_.version = root_["version"].String();
    lexicon_.author = root_["author"].String();
    ReadWeights(root_["weights"]);
    for (const auto& [name, node] : root_["classes"].MapOr()) classes_[name] = node.String();
    for (std::string& word : root_["words_apart"].StringsOr()) {
      lexicon_.words_apart.insert(std::move(word));
    }
    const auto cues = root_["cues"].List();
    if (cues.empty()) root_["cues"].Fault("at least one cue");
    for (const text::Node& node : cues) lexicon_.cues.push_back(ReadCue(node));
    lexicon_.hash = Sha256Hex(Canonical());
    return std::move(lexicon_);
  }

 private:
  void ReadWeights(const text::Node& node) {
    NoteWeights& weights = lexicon_.weights;
    weights.healthy = ReadProfile(node["healthy"]);
    weights.troubled = ReadProfile(node["troubled"]);
    weights.profile_ess = node["profile_ess"].DoubleOr(weights.profile_ess, 0.1, 1e6);
    weights.strength = node["strength"].DoubleOr(weights.strength, 0.01, 0.99);
    weights.leak = node["leak"].DoubleOr(weights.leak, 0.001, 0.9);
    weights.kappa = node["kappa"].DoubleOr(weights.kappa, 0.1, 1e6);
    weights.eta = node["eta"].DoubleOr(weights.eta, 0.01, 1);
    if (weights.healthy.size() == 3 && weights.troubled.size() == 3 &&
        std::abs(weights.healthy[1] - weights.troubled[1]) > 1e-12) {
      node["troubled"].Fault("the same share of silent in both: a silent note says nothing");
    }
  }

  static std::vector<double> ReadProfile(const text::Node& node) {
    std::vector<double> shares = node.Doubles();
    double sum = 0;
    for (double share : shares) sum += share;
    if (shares.size() != 3 || std::abs(sum - 1) > 1e-6) {
      node.Fault("three shares with sum 1: affirm, silent, contrary");
    }
    return shares;
  }

  Cue ReadCue(const text::Node& node) {
    Cue cue;
    cue.id = node["id"].String();
    if (!cue.id.empty() && !IsResourceId(cue.id)) node["id"].Fault(kResourceIdRule);
    if (!cue.id.empty() && !ids_.insert(cue.id).second) node["id"].Fault("an id used once");
    cue.issue = node["issue"].String();
    cue.rationale = node["rationale"].String();
    cue.foreboding = node["foreboding"].BoolOr(false);
    ReadLevels(node, &cue);
    ReadPatterns(node["affirm"], Polarity::kAffirm, &cue);
    ReadPatterns(node["contrary"], Polarity::kContrary, &cue);
    if (cue.patterns.empty()) node["affirm"].Fault("at least one pattern");
    ReadExemplars(node["exemplars"], Polarity::kAffirm, &cue);
    ReadExemplars(node["contrary_exemplars"], Polarity::kContrary, &cue);
    return cue;
  }

  void ReadLevels(const text::Node& node, Cue* cue) {
    const auto found = issues_.find(cue->issue);
    if (found == issues_.end()) {
      if (!cue->issue.empty()) node["issue"].Fault("the id of an issue of the knowledge base");
    } else if (!node["levels"].present()) {
      cue->levels.push_back(found->second->level);
    }
    std::set<Level> seen;
    for (const text::Node& one : node["levels"].ListOr()) {
      const Level level = one.Enum(kLevelWords);
      if (!seen.insert(level).second) one.Fault("each level once");
      if (found != issues_.end() && level < found->second->level) {
        one.Fault("the level of the issue, or one below that speaks of it");
      }
      cue->levels.push_back(level);
    }
  }

  void ReadPatterns(const text::Node& list, Polarity says, Cue* cue) {
    for (const text::Node& node : list.ListOr()) {
      CuePattern pattern{says, node.String()};
      if (pattern.text.empty()) continue;  // reported
      auto regexp = CompilePattern(pattern.text, classes_, stemmer_, &lexicon_.vocabulary);
      if (!regexp.ok()) {
        node.Fault(regexp.status().message());
        continue;
      }
      pattern.regexp = *std::move(regexp);
      if (!seen_.insert({cue->issue, pattern.regexp}).second) {
        node.Fault("a pattern that this issue does not have yet");
      }
      cue->patterns.push_back(std::move(pattern));
    }
  }

  void ReadExemplars(const text::Node& list, Polarity says, Cue* cue) {
    for (const text::Node& node : list.ListOr()) {
      Exemplar exemplar{says, node.String()};
      const auto words = WordsOf(exemplar.text, stemmer_, Spelling());
      if (!exemplar.text.empty() && words.size() < 3) node.Fault("a sentence of some words");
      if (!seen_.insert({cue->issue, ClauseText(words)}).second) {
        node.Fault("an exemplar that this issue does not have yet");
      }
      for (const Word& word : words) lexicon_.vocabulary.insert(word.text);
      cue->exemplars.push_back(std::move(exemplar));
    }
  }

  // Each value with its length in front, so that no two sequences of values read the same.
  std::string Canonical() const {
    std::string bytes;
    const auto add = [&](absl::string_view value) {
      absl::StrAppend(&bytes, value.size(), ":", value);
    };
    add(lexicon_.id);
    add(lexicon_.version);
    for (const std::string& word : lexicon_.words_apart) add(word);
    for (const Cue& cue : lexicon_.cues) {
      add(absl::StrCat("cue ", cue.foreboding));
      add(cue.id);
      add(cue.issue);
      for (Level level : cue.levels) add(LevelWord(level));
      for (const CuePattern& pattern : cue.patterns) {
        add(PolarityWord(pattern.says));
        add(pattern.regexp);
      }
      for (const Exemplar& exemplar : cue.exemplars) {
        add(PolarityWord(exemplar.says));
        add(exemplar.text);
      }
    }
    return bytes;
  }

  text::Node root_;
  std::map<std::string, const Issue*> issues_;
  const Stemmer stemmer_;
  WordClasses classes_;
  std::set<std::string> ids_;
  std::set<std::pair<std::string, std::string>> seen_;  // issue, pattern or exemplar
  Lexicon lexicon_;
};

}  // namespace

absl::StatusOr<Lexicon> ReadLexicon(text::Document document, const KnowledgeBase& kb) {
  Lexicon lexicon = Reader(&document, kb).Read();
  RETURN_IF_ERROR(document.Finish());
  return lexicon;
}

absl::StatusOr<Lexicon> LoadLexicon(const std::string& path, const KnowledgeBase& kb) {
  ASSIGN_OR_RETURN(text::Document document, text::ReadContentFile(path));
  return ReadLexicon(std::move(document), kb);
}

}  // namespace pcsp::diagnosis
