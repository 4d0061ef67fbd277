#include "services/diagnosis/domain/text/note_reader.h"

#include <algorithm>
#include <utility>

namespace pcsp::diagnosis {
namespace {

// Reads one note.
class Reading {
 public:
  Reading(const Lexicon& lexicon, const Matcher& matcher, const Exemplars& exemplars)
      : lexicon_(lexicon), matcher_(matcher), exemplars_(exemplars) {}

  NoteReading Run(const std::vector<Clause>& clauses) {
    for (size_t begin = 0; begin < clauses.size();) {
      size_t end = begin + 1;
      while (end < clauses.size() && !clauses[end].starts_sentence) ++end;
      ReadSentence(clauses, begin, end);
      begin = end;
    }
    return std::move(reading_);
  }

 private:
  void ReadSentence(const std::vector<Clause>& clauses, size_t begin, size_t end) {
    bool spoken = false;  // some cue stands here, even if it says nothing
    for (size_t c = begin; c < end; ++c) {
      const auto matches = matcher_.Find(clauses[c].words);
      spoken |= !matches.empty();
      const bool taken_back = c + 1 < clauses.size() && TakesBack(clauses[c + 1]);
      for (const CueMatch& match : matches) AddHit(clauses[c], match, matches, taken_back);
    }
    if (!spoken) Suggest(clauses, begin, end);
  }

  void AddHit(const Clause& clause, const CueMatch& match, const std::vector<CueMatch>& matches,
              bool taken_back) {
    Bearing bearing = BearingOf(clause, match.span, Neighbours(match, matches));
    if (bearing.imagined && !lexicon_.cues[match.cue].foreboding) return;
    bool affirms = (match.says == Polarity::kAffirm) != bearing.turned;
    if (affirms && (bearing.mended || taken_back) && !bearing.turned) affirms = false;
    if (match.says == Polarity::kContrary) {
      if (bearing.hard) affirms = !affirms;
      // "Do you have time for it?" does not say that there is time, nor does "we will have time".
      if (!affirms && (clause.question || bearing.promised)) return;
    }
    reading_.hits.push_back(
        {match.cue,
         affirms ? Polarity::kAffirm : Polarity::kContrary,
         {clause.words[match.span.first].begin, clause.words[match.span.last].end}});
  }

  // Only cues within reach of a negator matter; they are few.
  static std::vector<WordSpan> Neighbours(const CueMatch& match,
                                          const std::vector<CueMatch>& matches) {
    constexpr int kReach = 30;
    std::vector<WordSpan> spans;
    auto at =
        std::lower_bound(matches.begin(), matches.end(), match.span.first - kReach,
                         [](const CueMatch& other, int first) { return other.span.first < first; });
    for (; at != matches.end() && at->span.first < match.span.first; ++at) {
      spans.push_back(at->span);
    }
    return spans;
  }

  void Suggest(const std::vector<Clause>& clauses, size_t begin, size_t end) {
    std::vector<Word> words;
    for (size_t c = begin; c < end; ++c) {
      words.insert(words.end(), clauses[c].words.begin(), clauses[c].words.end());
    }
    const auto likeness = exemplars_.MostLike(words);
    if (!likeness) return;
    Clause sentence{std::move(words)};
    const int last = static_cast<int>(sentence.words.size()) - 1;
    // What is imagined is not suggested either, nor what is promised.
    const Bearing bearing = BearingOf(sentence, {last, last}, {});
    if (bearing.imagined || (bearing.promised && likeness->says == Polarity::kContrary)) return;
    reading_.suggestions.push_back({likeness->cue,
                                    likeness->says,
                                    {sentence.words.front().begin, sentence.words.back().end},
                                    likeness->similarity});
  }

  const Lexicon& lexicon_;
  const Matcher& matcher_;
  const Exemplars& exemplars_;
  NoteReading reading_;
};

}  // namespace

NoteReader::NoteReader(Lexicon lexicon)
    : lexicon_(std::move(lexicon)),
      spelling_(lexicon_.vocabulary, lexicon_.words_apart),
      matcher_(lexicon_.cues),
      exemplars_(lexicon_.cues, Stemmer()) {}

NoteReading NoteReader::Read(absl::string_view note) const {
  const Stemmer stemmer;
  return Reading(lexicon_, matcher_, exemplars_).Run(ClausesOf(note, stemmer, spelling_));
}

}  // namespace pcsp::diagnosis
