#include "services/diagnosis/domain/text/matcher.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "services/diagnosis/domain/text/lexicon/pattern.h"

namespace pcsp::diagnosis {
namespace {

RE2::Options MatcherOptions() {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(int64_t{64} << 20);  // states of the set are made as they are met
  return options;
}

// Whether a is to be kept when it overlaps b.
bool Stronger(const CueMatch& a, const CueMatch& b) {
  const auto rank = [](const CueMatch& m) {
    return std::tuple(m.span.last - m.span.first, m.says == Polarity::kAffirm, -m.span.first,
                      -m.cue);
  };
  return rank(a) > rank(b);
}

}  // namespace

Matcher::Matcher(const std::vector<Cue>& cues) {
  set_ = std::make_unique<RE2::Set>(MatcherOptions(), RE2::UNANCHORED);
  std::map<std::string, int> issues;
  for (size_t c = 0; c < cues.size(); ++c) {
    const int issue = issues.emplace(cues[c].issue, static_cast<int>(issues.size())).first->second;
    for (const CuePattern& pattern : cues[c].patterns) {
      set_->Add(pattern.regexp, nullptr);
      patterns_.push_back({static_cast<int>(c), issue, pattern.says,
                           std::make_unique<RE2>(pattern.regexp, RE2::Quiet)});
    }
  }
  set_->Compile();
}

std::vector<int> Matcher::Present(const std::string& text) const {
  std::vector<int> present;
  RE2::Set::ErrorInfo error{RE2::Set::kNoError};
  if (!set_->Match(text, &present, &error) && error.kind != RE2::Set::kNoError) {
    // Out of memory for states: every pattern is tried by itself, which takes longer and is linear
    // as well.
    present.resize(patterns_.size());
    std::iota(present.begin(), present.end(), 0);
  }
  std::sort(present.begin(), present.end());
  return present;
}

void Matcher::FindAll(const Pattern& pattern, const std::string& text,
                      const std::vector<size_t>& word_begins, std::vector<Found>* found) const {
  const auto word_at = [&](size_t byte) {
    return static_cast<int>(std::upper_bound(word_begins.begin(), word_begins.end(), byte) -
                            word_begins.begin()) -
           1;
  };
  re2::StringPiece piece;
  for (size_t from = 0; from < text.size();) {
    if (!pattern.expression->Match(text, from, text.size(), RE2::UNANCHORED, &piece, 1)) return;
    const size_t begin = piece.data() - text.data(), end = begin + piece.size();
    // A match begins and ends with a space, which it shares with its neighbours.
    found->push_back(
        {{pattern.cue, pattern.says, {word_at(begin + 1), word_at(end - 2)}}, pattern.issue});
    from = end - 1;
  }
}

std::vector<CueMatch> Matcher::Find(const std::vector<Word>& words) const {
  const std::string text = ClauseText(words);
  std::vector<Found> found;
  std::vector<size_t> word_begins;
  for (int p : Present(text)) {
    if (word_begins.empty()) {
      size_t at = 1;
      for (const Word& word : words)
        word_begins.push_back(std::exchange(at, at + word.stem.size() + 1));
    }
    FindAll(patterns_[p], text, word_begins, &found);
  }
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tuple(a.issue, a.match.span.first, -a.match.span.last, a.match.cue) <
           std::tuple(b.issue, b.match.span.first, -b.match.span.last, b.match.cue);
  });
  std::vector<Found> kept;
  for (const Found& one : found) {
    const bool overlaps = !kept.empty() && kept.back().issue == one.issue &&
                          kept.back().match.span.last >= one.match.span.first;
    if (!overlaps) {
      kept.push_back(one);
    } else if (Stronger(one.match, kept.back().match)) {
      kept.back() = one;
    }
  }
  std::vector<CueMatch> matches;
  for (const Found& one : kept) matches.push_back(one.match);
  std::sort(matches.begin(), matches.end(), [](const CueMatch& a, const CueMatch& b) {
    return std::tuple(a.span.first, a.span.last, a.cue) <
           std::tuple(b.span.first, b.span.last, b.cue);
  });
  return matches;
}

}  // namespace pcsp::diagnosis
