// What the command prints beside the same quantities by adding up every state: from files of random
// knowledge bases and evidence to JSON, figure by figure.
#include <algorithm>
#include <cmath>
#include <limits>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/reasoning/bands.h"
#include "tests/diagnosis/enumeration.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/gateway/offline/diagnosis/examples.h"
#include "tests/gateway/offline/diagnosis/random_files.h"
#include "tests/support/status_matchers.h"

namespace pcsp::offline {
namespace {

using namespace diagnosis;  // NOLINT: a page of its vocabulary
using diagnosis::testing::Enumeration;
using Json = nlohmann::ordered_json;
using pcsp::testing::IsOk;

constexpr double kTolerance = 1e-9;

struct Printed {
  KnowledgeBase kb;
  Level subject = Level::kPractice;
  std::vector<Observation> pieces;
  Json json;

  const Issue& IssueOf(const std::string& id) const {
    return *std::find_if(kb.issues.begin(), kb.issues.end(),
                         [&](const Issue& issue) { return issue.id == id; });
  }
  const Indicator& IndicatorOf(const std::string& id) const {
    return *std::find_if(kb.indicators.begin(), kb.indicators.end(),
                         [&](const Indicator& indicator) { return indicator.id == id; });
  }
  Enumeration Truth() const {
    Enumeration truth(kb, subject);
    truth.Observe(pieces);
    return truth;
  }
};

Printed RandomPrinted(uint64_t seed, double discount = .5) {
  std::mt19937_64 random(seed);
  Printed printed;
  printed.kb = testing::RandomTrial(&random);
  printed.subject = static_cast<Level>(diagnosis::testing::Below(&random, 3));
  const Evidence evidence = testing::RandomEvidence(printed.kb, printed.subject, &random);
  printed.pieces = ResolveEvidence(CompileCheckedModel(printed.kb), evidence)->pieces;
  auto json = testing::Diagnosed(testing::FileOf(printed.kb), testing::FileOf(evidence), discount);
  EXPECT_OK(json);
  if (json.ok()) printed.json = *std::move(json);
  return printed;
}

class OfflineExactness : public ::testing::TestWithParam<int> {
 protected:
  template <typename F>
  void ForEachFinding(F check) {
    for (int i = 0; i < 10; ++i) {
      const uint64_t seed = GetParam() * 1000 + i;
      SCOPED_TRACE(absl::StrCat("seed ", seed));
      const Printed printed = RandomPrinted(seed);
      for (const Json& finding : printed.json["findings"]) {
        SCOPED_TRACE(finding["issue"].get<std::string>());
        check(printed, finding);
      }
    }
  }
};

TEST_P(OfflineExactness, Posterior) {
  ForEachFinding([](const Printed& printed, const Json& finding) {
    const Enumeration truth = printed.Truth();
    const std::string issue = finding["issue"];
    EXPECT_NEAR(finding["probability"].get<double>(), truth.Probability(issue), kTolerance);
    EXPECT_NEAR(finding["decibans"].get<double>(), truth.Decibans(issue), kTolerance);
    EXPECT_NEAR(printed.json["log_evidence"].get<double>(), truth.log_evidence(), kTolerance);
  });
}

template <typename F>
std::vector<Observation> Only(const std::vector<Observation>& pieces, F keep) {
  std::vector<Observation> kept;
  std::copy_if(pieces.begin(), pieces.end(), std::back_inserter(kept), keep);
  return kept;
}

// The mean of first-in and last-out of the pieces that `is_piece` takes, as one.
template <typename F>
double Weight(const Printed& printed, const std::string& issue, F is_piece) {
  Enumeration truth(printed.kb, printed.subject);
  const auto decibans = [&](const std::vector<Observation>& pieces) {
    truth.Observe(pieces);
    return truth.Decibans(issue);
  };
  const auto rest = Only(printed.pieces, [&](const auto& piece) { return !is_piece(piece); });
  return (decibans(Only(printed.pieces, is_piece)) - decibans({}) + decibans(printed.pieces) -
          decibans(rest)) /
         2;
}

TEST_P(OfflineExactness, LedgerEntryByEntry) {
  ForEachFinding([](const Printed& printed, const Json& finding) {
    const std::string issue = finding["issue"];
    const Json& ledger = finding["ledger"];
    double sum = ledger["prior_decibans"].get<double>() +
                 ledger["from_above_decibans"].get<double>() +
                 ledger["from_below_decibans"].get<double>();
    size_t own = 0;
    for (const Observation& piece : printed.pieces) {
      const Indicator& indicator = printed.kb.indicators[piece.indicator];
      if (indicator.level != printed.subject) continue;
      ++own;
      const Json& entry = testing::Find(ledger["entries"], "indicator", indicator.id);
      EXPECT_NEAR(entry["decibans"].get<double>(),
                  Weight(printed, issue,
                         [&](const auto& other) { return other.indicator == piece.indicator; }),
                  kTolerance);
      sum += entry["decibans"].get<double>();
    }
    EXPECT_EQ(ledger["entries"].size(), own) << "every piece has its entry";
    EXPECT_NEAR(ledger["from_above_decibans"].get<double>(),
                Weight(printed, issue,
                       [&](const auto& piece) {
                         return printed.kb.indicators[piece.indicator].level != printed.subject;
                       }),
                kTolerance);
    sum += ledger["overlap_decibans"].get<double>();
    EXPECT_NEAR(sum, ledger["posterior_decibans"].get<double>(), 1e-10);
    EXPECT_EQ(ledger["posterior_decibans"], finding["decibans"]);
  });
}

// methods.md 2.4, from the counts.
double ShareOfTrouble(const Indicator& indicator, const Observation& piece, double* answers) {
  double n = 0, x = 0, h = 0, hs = 0, w = 0, ws = 0;
  for (size_t k = 0; k < indicator.categories.size(); ++k) {
    if (IsNotRelevant(indicator.categories[k])) continue;
    const auto place = static_cast<double>(k), count = static_cast<double>(piece.counts[k]);
    n += count, x += count * place;
    h += indicator.healthy[k] * place, hs += indicator.healthy[k];
    w += indicator.troubled[k] * place, ws += indicator.troubled[k];
  }
  *answers = n;
  const double well = h / hs, badly = w / ws;
  return std::clamp((well - (x + 4 * well) / (n + 4)) / (well - badly), 0.0, 1.0);
}

TEST_P(OfflineExactness, SeverityAndPriority) {
  ForEachFinding([](const Printed& printed, const Json& finding) {
    double bad = 0, all = 0;
    for (const Observation& piece : printed.pieces) {
      const Indicator& indicator = printed.kb.indicators[piece.indicator];
      for (const Link& link : indicator.links) {
        if (link.issue != finding["issue"] || indicator.type == IndicatorType::kText) continue;
        double answers = 0;
        const double share = ShareOfTrouble(indicator, piece, &answers);
        if (answers == 0) continue;
        bad += link.strength * answers * share;
        all += link.strength * answers;
      }
    }
    if (all == 0) {
      EXPECT_TRUE(finding["severity"].is_null());
      EXPECT_EQ(finding["priority"], 0);
      return;
    }
    EXPECT_NEAR(finding["severity"].get<double>(), 100 * bad / all, kTolerance);
    EXPECT_NEAR(finding["priority"].get<double>(),
                finding["probability"].get<double>() * finding["severity"].get<double>() *
                    finding["importance"].get<double>(),
                kTolerance);
  });
}

TEST_P(OfflineExactness, CausesAboveAndTheAnswerThatFlips) {
  ForEachFinding([](const Printed& printed, const Json& finding) {
    Enumeration truth = printed.Truth();
    const Issue& issue = printed.IssueOf(finding["issue"]);
    EXPECT_EQ(finding["causes"].size(), issue.parents.size());
    for (const Link& link : issue.parents) {
      const Json& cause = testing::Find(finding["causes"], "issue", link.issue);
      const double fired = truth.Expect([&](const auto& state) {
        const bool both = state.at(issue.id) && state.at(link.issue);
        return both ? link.strength / truth.Arises(issue, state) : 0.0;
      });
      const double would_go = truth.Expect([&](auto state) {
        if (!state.at(issue.id) || !state.at(link.issue)) return 0.0;
        const double arises = truth.Arises(issue, state);
        state[link.issue] = false;
        return 1 - truth.Arises(issue, state) / arises;
      });
      EXPECT_NEAR(cause["probability"].get<double>(), truth.Probability(link.issue), kTolerance);
      EXPECT_NEAR(cause["trigger_probability"].get<double>(), fired, kTolerance);
      EXPECT_NEAR(cause["would_go_probability"].get<double>(), would_go, kTolerance);
      EXPECT_NEAR(cause["would_go_share"].get<double>(), would_go / truth.Probability(issue.id),
                  kTolerance);
    }
    const Json& flip = finding["flip"];
    if (flip.is_null()) return;
    const Indicator& asked = printed.IndicatorOf(flip["indicator"]);
    Observation answer{static_cast<int>(&asked - printed.kb.indicators.data())};
    for (const std::string& category : asked.categories) {
      answer.counts.push_back(category == flip["category"] ? 1 : 0);
    }
    std::vector<Observation> pieces = printed.pieces;
    pieces.push_back(answer);
    truth.Observe(pieces);
    EXPECT_NEAR(flip["probability_after"].get<double>(), truth.Probability(issue.id), kTolerance);
    EXPECT_NE(BandOf(truth.Probability(issue.id)), BandOf(finding["probability"]));
  });
}

double Bits(const std::vector<double>& distribution) {
  double bits = 0;
  for (double p : distribution) bits -= p > 0 ? p * std::log2(p) : 0;
  return bits;
}

TEST_P(OfflineExactness, InformationGainAndSuccessFactors) {
  for (int i = 0; i < 10; ++i) {
    SCOPED_TRACE(absl::StrCat("seed ", GetParam() * 1000 + i));
    const Printed printed = RandomPrinted(GetParam() * 1000 + i);
    const Enumeration truth = printed.Truth();
    double before = std::numeric_limits<double>::infinity();
    for (const Json& question : printed.json["questions"]) {
      const Indicator& indicator = printed.IndicatorOf(question["indicator"]);
      std::vector<double> answers;
      for (size_t k = 0; k < indicator.categories.size(); ++k) {
        answers.push_back(
            truth.Expect([&](const auto& state) { return truth.Answer(indicator, k, state); }));
      }
      const double given_state = truth.Expect([&](const auto& state) {
        std::vector<double> given;
        for (size_t k = 0; k < answers.size(); ++k) {
          given.push_back(truth.Answer(indicator, k, state));
        }
        return Bits(given);
      });
      EXPECT_NEAR(question["bits"].get<double>(), Bits(answers) - given_state, kTolerance);
      EXPECT_LE(question["bits_per_minute"].get<double>(), before);
      before = question["bits_per_minute"].get<double>();
    }
    for (const Json& factor : printed.json["success_factors"]) {
      const double none = truth.Expect([&](const auto& state) {
        return std::none_of(factor["blocked_by"].begin(), factor["blocked_by"].end(),
                            [&](const Json& issue) { return state.at(issue); });
      });
      EXPECT_NEAR(factor["probability"].get<double>(), none, kTolerance);
    }
  }
}

// ln P(evidence of the site and of all below it | issues above), by giving every state above the
// same prior.
TEST_P(OfflineExactness, Messages) {
  for (int i = 0; i < 10; ++i) {
    SCOPED_TRACE(absl::StrCat("seed ", GetParam() * 1000 + i));
    const Printed printed = RandomPrinted(GetParam() * 1000 + i, /*discount=*/1);
    for (const Json& message : printed.json["messages"]) {
      const std::string from = message["from_level"];
      const auto* const word = std::find_if(std::begin(kLevelWords), std::end(kLevelWords),
                                            [&](const auto& each) { return each.first == from; });
      KnowledgeBase flat = printed.kb;
      for (Issue& issue : flat.issues) {
        if (issue.level >= word->second) continue;
        issue.prior = .5;
        issue.parents.clear();
      }
      Enumeration truth(flat, printed.subject);
      truth.Observe(Only(printed.pieces, [&](const Observation& piece) {
        return flat.indicators[piece.indicator].level >= word->second;
      }));
      const Json& issues = message["whole"]["issues"];
      std::vector<double> logs;
      for (size_t s = 0; s < size_t{1} << issues.size(); ++s) {
        logs.push_back(std::log(truth.Expect([&](const auto& state) {
          for (size_t b = 0; b < issues.size(); ++b) {
            if (state.at(issues[b]) != ((s >> b & 1) != 0)) return 0.0;
          }
          return 1.0;
        })));
      }
      const double top = *std::max_element(logs.begin(), logs.end());
      ASSERT_EQ(message["whole"]["log_likelihoods"].size(), logs.size());
      for (size_t s = 0; s < logs.size(); ++s) {
        EXPECT_NEAR(message["whole"]["log_likelihoods"][s].get<double>(), logs[s] - top,
                    kTolerance);
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, OfflineExactness, ::testing::Range(1, 5));

}  // namespace
}  // namespace pcsp::offline
