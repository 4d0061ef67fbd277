#include "services/diagnosis/domain/notes.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/status_macros.h"
#include "common/text/utf8.h"
#include "services/diagnosis/domain/engine/check.h"
#include "services/diagnosis/domain/knowledge/fingerprint.h"

namespace pcsp::diagnosis {
namespace {

constexpr absl::string_view kNotePrefix = "note_";

std::string NoteIndicatorId(const Issue& issue, Level level) {
  const std::string name = absl::StrReplaceAll(issue.id, {{"-", "_"}});
  return level == issue.level ? absl::StrCat(kNotePrefix, name)
                              : absl::StrCat(kNotePrefix, LevelWord(level), "_", name);
}

Indicator NoteIndicator(const Issue& issue, Level level, const NoteWeights& weights, double cap) {
  return {.id = NoteIndicatorId(issue, level),
          .level = level,
          .type = IndicatorType::kText,
          .title = absl::StrCat("Notes on: ", issue.title),
          .categories = {"affirm", "silent", "contrary"},
          .healthy = weights.healthy,
          .troubled = weights.troubled,
          .profile_ess = weights.profile_ess,
          .links = {{.issue = issue.id,
                     .strength = weights.strength,
                     .rationale = "Cues of the issue are found in notes of sites that have it."}},
          .leak = weights.leak,
          .kappa = weights.kappa,
          .eta = weights.eta,
          .cap_decibans = cap};
}

void AddNoteIndicators(const Lexicon& lexicon, KnowledgeBase* kb) {
  std::map<std::string, std::set<Level>> levels;  // by issue
  for (const Cue& cue : lexicon.cues) {
    levels[cue.issue].insert(cue.levels.begin(), cue.levels.end());
  }
  for (const Issue& issue : kb->issues) {
    const auto found = levels.find(issue.id);
    if (found == levels.end()) continue;
    const double cap = kMostNoteDecibans / static_cast<double>(found->second.size());
    for (Level level : found->second) {
      kb->indicators.push_back(NoteIndicator(issue, level, lexicon.weights, cap));
    }
  }
}

// Reads the notes of one level.
class NoteResolver {
 public:
  NoteResolver(const Model& model, const LevelEvidence& level, const std::string& at,
               Observations* out, Violations* violations)
      : model_(model), level_(level), at_(at), out_(out), violations_(violations) {}

  void Run() {
    if (level_.notes.size() > kMostNotes) {
      violations_->Add(at_ + "notes", absl::StrCat(level_.notes.size()),
                       absl::StrCat("at most ", kMostNotes, " notes"));
      return;
    }
    for (size_t n = 0; n < level_.notes.size(); ++n) {
      if (Check(level_.notes[n], absl::StrCat(at_, "notes[", n, "].")) && level_.level) {
        Read(level_.notes[n], static_cast<int>(n));
      }
    }
    for (auto& [indicator, piece] : pieces_) out_->pieces.push_back(std::move(piece));
  }

 private:
  // Whether the note can be read; says why not. The words themselves are never repeated.
  bool Check(const NoteEvidence& note, const std::string& at) {
    if (note.withheld) {
      if (!note.text.empty() || !note.judgements.empty()) {
        violations_->Add(at + "text", "", "no text and no judgements where withheld is set");
      }
      ++out_->withheld_notes;
      return false;
    }
    const size_t before = violations_->list().size();
    if (model_.notes == nullptr) {
      violations_->Add(at + "text", "",
                       "no notes: this knowledge base has no cues to read them by");
    } else if (note.text.size() > kMostNoteBytes) {
      violations_->Add(at + "text", absl::StrCat(note.text.size(), " bytes"),
                       absl::StrCat("at most ", kMostNoteBytes, " bytes"));
    } else if (!text::IsCleanUtf8(note.text)) {
      violations_->Add(at + "text", "", "well-formed UTF-8");
    } else {
      CheckJudgements(note, at);
    }
    return violations_->list().size() == before;
  }

  void CheckJudgements(const NoteEvidence& note, const std::string& at) {
    std::set<std::string> seen;
    for (size_t j = 0; j < note.judgements.size(); ++j) {
      const NoteJudgement& judgement = note.judgements[j];
      const std::string field = absl::StrCat(at, "judgements[", j, "].");
      const int cue = CueOf(judgement.cue);
      if (cue < 0 || (level_.level && IndicatorOf(cue) < 0)) {
        violations_->Add(field + "cue", judgement.cue,
                         "a cue that notes of this level are read for");
      } else if (!seen.insert(judgement.cue).second) {
        violations_->Add(field + "cue", judgement.cue, "each cue once");
      }
      if (!judgement.polarity)
        violations_->Add(field + "polarity", "", "affirm, contrary or silent");
    }
  }

  int CueOf(const std::string& id) const {
    const auto& cues = model_.notes->reader.lexicon().cues;
    const auto found =
        std::find_if(cues.begin(), cues.end(), [&](const Cue& cue) { return cue.id == id; });
    return found == cues.end() ? -1 : static_cast<int>(found - cues.begin());
  }

  int IndicatorOf(int cue) const {
    return model_.notes->indicators[cue][static_cast<int>(*level_.level)];
  }

  void Read(const NoteEvidence& note, int number) {
    const NoteReading reading = model_.notes->reader.Read(note.text);
    std::map<int, Quote> said;  // by indicator: what is said last
    for (const CueHit& hit : reading.hits) {
      if (IndicatorOf(hit.cue) < 0 || Judged(note, hit.cue) != nullptr) continue;
      Keep(QuoteOf(note, number, hit.cue, hit.polarity, hit.span), &said);
    }
    for (const NoteJudgement& judgement : note.judgements) {
      if (judgement.polarity == Polarity::kSilent) continue;
      const int cue = CueOf(judgement.cue);
      Quote quote = QuoteOf(note, number, cue, *judgement.polarity, SpanOf(reading, cue, note));
      quote.confirmed = true;
      Keep(std::move(quote), &said);
    }
    for (auto& [indicator, quote] : said) Count(std::move(quote));
    Suggest(note, number, reading, said);
  }

  const NoteJudgement* Judged(const NoteEvidence& note, int cue) const {
    const std::string& id = model_.notes->reader.lexicon().cues[cue].id;
    for (const NoteJudgement& judgement : note.judgements) {
      if (judgement.cue == id) return &judgement;
    }
    return nullptr;
  }

  // A person's word stands against what was read.
  static void Keep(Quote quote, std::map<int, Quote>* said) {
    const int indicator = quote.indicator;
    (*said)[indicator] = std::move(quote);
  }

  Quote QuoteOf(const NoteEvidence& note, int number, int cue, Polarity polarity,
                TextSpan span) const {
    return {.level = *level_.level,
            .note = number,
            .cue = cue,
            .indicator = IndicatorOf(cue),
            .polarity = polarity,
            .span = span,
            .text = note.text.substr(span.begin, span.end - span.begin)};
  }

  // Where the note says what was judged; all of it where that is not known.
  static TextSpan SpanOf(const NoteReading& reading, int cue, const NoteEvidence& note) {
    for (const CueHit& hit : reading.hits) {
      if (hit.cue == cue) return hit.span;
    }
    for (const CueSuggestion& suggestion : reading.suggestions) {
      if (suggestion.cue == cue) return suggestion.span;
    }
    return {0, static_cast<uint32_t>(note.text.size())};
  }

  void Count(Quote quote) {
    Observation& piece = PieceOf(quote.indicator);
    ++piece.counts[static_cast<int>(quote.polarity)];
    ++piece.answers;
    out_->quotes.push_back(std::move(quote));
  }

  void Suggest(const NoteEvidence& note, int number, const NoteReading& reading,
               const std::map<int, Quote>& said) {
    std::set<int> suggested;
    for (const CueSuggestion& suggestion : reading.suggestions) {
      const int indicator = IndicatorOf(suggestion.cue);
      if (indicator < 0 || Judged(note, suggestion.cue) != nullptr || said.contains(indicator) ||
          !suggested.insert(indicator).second) {
        continue;
      }
      Quote quote = QuoteOf(note, number, suggestion.cue, suggestion.polarity, suggestion.span);
      quote.similarity = suggestion.similarity;
      Observation& piece = PieceOf(indicator);
      ++piece.unconfirmed[static_cast<int>(quote.polarity)];
      ++piece.answers;
      out_->suggestions.push_back(std::move(quote));
    }
  }

  Observation& PieceOf(int indicator) {
    Observation& piece = pieces_[indicator];
    if (piece.counts.empty()) {
      piece.indicator = indicator;
      piece.counts.resize(3);
      piece.unconfirmed.resize(3);
    }
    return piece;
  }

  const Model& model_;
  const LevelEvidence& level_;
  const std::string& at_;
  Observations* const out_;
  Violations* const violations_;
  std::map<int, Observation> pieces_;  // by indicator
};

}  // namespace

Lexicon LexiconFor(const KnowledgeBase& kb, Lexicon lexicon) {
  absl::flat_hash_map<std::string, Level> levels;
  for (const Issue& issue : kb.issues) levels.emplace(issue.id, issue.level);
  std::erase_if(lexicon.cues, [&](const Cue& cue) {
    const auto found = levels.find(cue.issue);
    return found == levels.end() || std::any_of(cue.levels.begin(), cue.levels.end(),
                                                [&](Level level) { return level < found->second; });
  });
  return lexicon;
}

KnowledgeBase AsWritten(KnowledgeBase kb) {
  if (kb.cues_hash.empty()) return kb;
  std::erase_if(kb.indicators, [](const Indicator& indicator) {
    return indicator.type == IndicatorType::kText && absl::StartsWith(indicator.id, kNotePrefix);
  });
  kb.cues_hash.clear();
  return kb;
}

absl::StatusOr<Model> CompileModelWithNotes(KnowledgeBase kb, Lexicon lexicon, Purpose purpose) {
  const std::string content_hash = FingerprintOf(kb);
  AddNoteIndicators(lexicon, &kb);
  kb.cues_hash = lexicon.hash;
  RETURN_IF_ERROR(purpose == Purpose::kTrial ? CheckForTrial(kb).status() : CheckForUse(kb));
  Model model = CompileCheckedModel(std::move(kb));
  model.content_hash = content_hash;
  auto notes = std::make_shared<NoteModel>(std::move(lexicon));
  absl::flat_hash_map<std::string, const Issue*> issues;
  for (const Issue& issue : model.kb.issues) issues[issue.id] = &issue;
  for (const Cue& cue : notes->reader.lexicon().cues) {
    auto& of_cue = notes->indicators.emplace_back();
    of_cue.fill(-1);
    for (Level level : cue.levels) {
      of_cue[static_cast<int>(level)] =
          model.indicator_by_id.at(NoteIndicatorId(*issues.at(cue.issue), level));
    }
  }
  model.notes = std::move(notes);
  return model;
}

void ResolveNotes(const Model& model, const LevelEvidence& level, const std::string& at,
                  Observations* out, Violations* violations) {
  if (!level.notes.empty()) NoteResolver(model, level, at, out, violations).Run();
}

}  // namespace pcsp::diagnosis
