// The engine against enumeration of every state, on random knowledge bases and evidence.
#include <algorithm>
#include <cmath>
#include <map>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "tests/diagnosis/enumeration.h"
#include "tests/diagnosis/example_kb.h"
#include "tests/support/status_matchers.h"

namespace pcsp::diagnosis {
namespace {

using testing::Below;
using testing::Enumeration;
using testing::RandomKnowledgeBase;

constexpr double kTolerance = 1e-9;
constexpr DiagnoseOptions kEverything = {
    .explain_all = true, .reasons_each_way = 100, .questions = 100};

struct Case {
  KnowledgeBase kb;
  Model model;
  Evidence evidence;
  Observations observations;
};

// About half of the indicators answered; sometimes by so many that logs of gammas are used.
Evidence RandomEvidence(const KnowledgeBase& kb, Level subject, std::mt19937_64* random) {
  Evidence evidence{subject};
  for (int l = 0; l <= static_cast<int>(subject); ++l) {
    LevelEvidence level{static_cast<Level>(l)};
    for (const Indicator& indicator : kb.indicators) {
      if (indicator.level != level.level || Below(random, 2)) continue;
      if (indicator.type == IndicatorType::kFact) {
        const int k = Below(random, static_cast<int>(indicator.categories.size()));
        level.facts.push_back({indicator.id, indicator.categories[k]});
        continue;
      }
      ItemEvidence item{indicator.id};
      const int most = Below(random, 5) ? 5 : 40;
      for (const std::string& k : indicator.categories)
        item.answers.emplace_back(k, Below(random, most));
      level.items.push_back(std::move(item));
    }
    evidence.levels.push_back(std::move(level));
  }
  return evidence;
}

Case RandomCase(uint64_t seed) {
  std::mt19937_64 random(seed);
  Case c;
  c.kb = RandomKnowledgeBase(&random);
  auto model = CompileModel(c.kb);
  EXPECT_OK(model);
  c.model = *std::move(model);
  c.evidence = RandomEvidence(c.kb, static_cast<Level>(Below(&random, 3)), &random);
  c.observations = *ResolveEvidence(c.model, c.evidence);
  return c;
}

const Finding& FindingOf(const Case& c, const Diagnosis& diagnosis, const std::string& issue) {
  for (const Finding& finding : diagnosis.findings) {
    if (c.kb.issues[finding.issue].id == issue) return finding;
  }
  ADD_FAILURE() << "no finding on " << issue;
  return diagnosis.findings.front();
}

class Exactness : public ::testing::TestWithParam<int> {
 protected:
  // 20 cases for each instance, so that a failure names its seed.
  template <typename F>
  void ForEachCase(F check) {
    for (int i = 0; i < 20; ++i) {
      const uint64_t seed = GetParam() * 1000 + i;
      SCOPED_TRACE(absl::StrCat("seed ", seed));
      const Case c = RandomCase(seed);
      const auto diagnosis = Diagnose(c.model, c.evidence, kEverything);
      ASSERT_OK(diagnosis);
      check(c, *diagnosis);
    }
  }
};

TEST_P(Exactness, Posterior) {
  ForEachCase([](const Case& c, const Diagnosis& diagnosis) {
    Enumeration truth(c.kb, *c.evidence.subject);
    for (const Finding& finding : diagnosis.findings) {
      EXPECT_NEAR(finding.prior_decibans, truth.Decibans(c.kb.issues[finding.issue].id),
                  kTolerance);
    }
    truth.Observe(c.observations.pieces);
    EXPECT_NEAR(diagnosis.log_evidence, truth.log_evidence(), kTolerance);
    for (const Finding& finding : diagnosis.findings) {
      const std::string& issue = c.kb.issues[finding.issue].id;
      EXPECT_NEAR(finding.probability, truth.Probability(issue), kTolerance) << issue;
      EXPECT_NEAR(finding.decibans, truth.Decibans(issue), 1e-7) << issue;
    }
  });
}

// First-in and last-out by diagnosing anew with and without each piece.
TEST_P(Exactness, Ledger) {
  ForEachCase([](const Case& c, const Diagnosis& diagnosis) {
    Enumeration truth(c.kb, *c.evidence.subject);
    const auto decibans = [&](const std::vector<Observation>& pieces, const std::string& issue) {
      truth.Observe(pieces);
      return truth.Decibans(issue);
    };
    const auto split = [&](auto keep) {
      std::vector<Observation> kept;
      for (const auto& piece : c.observations.pieces) {
        if (keep(piece)) kept.push_back(piece);
      }
      return kept;
    };
    const auto weight = [&](const std::string& issue, auto is_piece) {
      const auto alone = split(is_piece);
      const auto rest = split([&](const auto& piece) { return !is_piece(piece); });
      const double first_in = decibans(alone, issue) - decibans({}, issue);
      const double last_out = decibans(c.observations.pieces, issue) - decibans(rest, issue);
      return (first_in + last_out) / 2;
    };
    for (const Finding& finding : diagnosis.findings) {
      const std::string& issue = c.kb.issues[finding.issue].id;
      double sum = finding.prior_decibans + finding.from_above_decibans +
                   finding.other_reasons_decibans + finding.overlap_decibans;
      for (const Reason& reason : finding.reasons) {
        sum += reason.decibans;
        EXPECT_NEAR(reason.decibans,
                    weight(issue, [&](const auto& p) { return p.indicator == reason.indicator; }),
                    1e-7);
      }
      EXPECT_NEAR(sum, finding.decibans, 1e-9);
      EXPECT_NEAR(finding.from_above_decibans,
                  weight(issue,
                         [&](const auto& p) {
                           return c.kb.indicators[p.indicator].level != c.evidence.subject;
                         }),
                  1e-7);
    }
  });
}

double Bits(const std::vector<double>& distribution) {
  double bits = 0;
  for (double p : distribution) bits -= p * std::log2(p);
  return bits;
}

TEST_P(Exactness, InformationGain) {
  ForEachCase([](const Case& c, const Diagnosis& diagnosis) {
    Enumeration truth(c.kb, *c.evidence.subject);
    truth.Observe(c.observations.pieces);
    double before = 1e9;
    for (const Question& question : diagnosis.questions) {
      const Indicator& indicator = c.kb.indicators[question.indicator];
      std::vector<double> answers;
      for (size_t k = 0; k < indicator.categories.size(); ++k) {
        answers.push_back(
            truth.Expect([&](const auto& state) { return truth.Answer(indicator, k, state); }));
      }
      const double given_state = truth.Expect([&](const auto& state) {
        std::vector<double> given;
        for (size_t k = 0; k < answers.size(); ++k)
          given.push_back(truth.Answer(indicator, k, state));
        return Bits(given);
      });
      EXPECT_NEAR(question.bits, Bits(answers) - given_state, kTolerance);
      EXPECT_LE(question.bits / indicator.ask_minutes, before);
      before = question.bits / indicator.ask_minutes;
    }
  });
}

TEST_P(Exactness, CausesAndSuccessFactors) {
  ForEachCase([](const Case& c, const Diagnosis& diagnosis) {
    Enumeration truth(c.kb, *c.evidence.subject);
    truth.Observe(c.observations.pieces);
    for (const auto& factor : diagnosis.success_factors) {
      const double none = truth.Expect([&](const auto& state) {
        for (const auto& issue : c.kb.success_factors[factor.success_factor].blocked_by) {
          if (state.at(issue)) return 0.0;
        }
        return 1.0;
      });
      EXPECT_NEAR(factor.probability, none, kTolerance);
    }
    for (const Finding& finding : diagnosis.findings) {
      const Issue& issue = c.kb.issues[finding.issue];
      EXPECT_EQ(finding.causes.size(), issue.parents.size());
      for (const CauseFinding& cause : finding.causes) {
        const std::string& id = c.kb.issues[cause.issue].id;
        const auto link = std::find_if(issue.parents.begin(), issue.parents.end(),
                                       [&](const Link& l) { return l.issue == id; });
        const double holds = truth.Probability(issue.id);
        const double fired = truth.Expect([&](const auto& state) {
          if (!state.at(issue.id) || !state.at(id)) return 0.0;
          return link->strength / truth.Arises(issue, state);
        });
        // Had the cause not been there: what else could have brought the issue about?
        const double would_go = truth.Expect([&](auto state) {
          if (!state.at(issue.id) || !state.at(id)) return 0.0;
          const double arises = truth.Arises(issue, state);
          state[id] = false;
          return 1 - truth.Arises(issue, state) / arises;
        });
        EXPECT_NEAR(cause.triggered_share, fired / holds, kTolerance);
        EXPECT_NEAR(cause.would_go, would_go / holds, kTolerance);
        EXPECT_NEAR(cause.probability, truth.Probability(id), kTolerance);
      }
    }
  });
}

// The same evidence with one more answer.
Evidence With(const Case& c, const FlippingAnswer& flip) {
  const Indicator& indicator = c.kb.indicators[flip.indicator];
  const std::string& code = indicator.categories[flip.category];
  Evidence evidence = c.evidence;
  for (LevelEvidence& level : evidence.levels) {
    if (level.level != indicator.level) continue;
    if (indicator.type == IndicatorType::kFact) {
      level.facts.push_back({indicator.id, code});
    } else {
      level.items.push_back({indicator.id, {{code, 1}}});
    }
  }
  return evidence;
}

// The answer is put in as evidence of one respondent and diagnosed anew.
TEST_P(Exactness, FlippingAnswer) {
  ForEachCase([](const Case& c, const Diagnosis& diagnosis) {
    for (const Finding& finding : diagnosis.findings) {
      if (!finding.flipping_answer) continue;
      const FlippingAnswer& flip = *finding.flipping_answer;
      Observation answer{flip.indicator, {}, 1};
      answer.counts.resize(c.kb.indicators[flip.indicator].categories.size());
      answer.counts[flip.category] = 1;
      std::vector<Observation> pieces = c.observations.pieces;
      pieces.push_back(answer);
      Enumeration truth(c.kb, *c.evidence.subject);
      truth.Observe(pieces);
      const std::string& issue = c.kb.issues[finding.issue].id;
      EXPECT_NEAR(flip.probability, truth.Probability(issue), kTolerance);
      EXPECT_NE(flip.band, finding.band.band) << issue;
      const auto after = Diagnose(c.model, With(c, flip), kEverything);
      ASSERT_OK(after);
      EXPECT_EQ(flip.band, FindingOf(c, *after, issue).band.band) << issue;
    }
  });
}

void ExpectSame(const Diagnosis& a, const Diagnosis& b, double tolerance) {
  ASSERT_EQ(a.findings.size(), b.findings.size());
  std::map<int, double> p;
  for (const Finding& finding : a.findings) p[finding.issue] = finding.probability;
  for (const Finding& f : b.findings) EXPECT_NEAR(f.probability, p[f.issue], tolerance);
}

TEST_P(Exactness, SilentEvidenceChangesNothing) {
  ForEachCase([](const Case& c, const Diagnosis& diagnosis) {
    Evidence silent = c.evidence;
    for (LevelEvidence& level : silent.levels) {
      for (const Indicator& indicator : c.kb.indicators) {
        const bool given = std::any_of(level.items.begin(), level.items.end(),
                                       [&](const auto& i) { return i.item == indicator.id; });
        if (given || indicator.level != level.level || indicator.type != IndicatorType::kItem)
          continue;
        level.items.push_back({indicator.id, {{indicator.categories[0], 0}}});
      }
    }
    ExpectSame(diagnosis, *Diagnose(c.model, silent, kEverything), 0);
  });
}

TEST_P(Exactness, OrderOfEvidenceChangesNothing) {
  ForEachCase([](const Case& c, const Diagnosis& diagnosis) {
    Evidence reversed = c.evidence;
    std::reverse(reversed.levels.begin(), reversed.levels.end());
    for (LevelEvidence& level : reversed.levels) {
      std::reverse(level.items.begin(), level.items.end());
      std::reverse(level.facts.begin(), level.facts.end());
    }
    ExpectSame(diagnosis, *Diagnose(c.model, reversed, kEverything), 0);
  });
}

TEST_P(Exactness, OrderOfKnowledgeBaseChangesNothing) {
  ForEachCase([](const Case& c, const Diagnosis& diagnosis) {
    KnowledgeBase reversed = c.kb;
    std::reverse(reversed.issues.begin(), reversed.issues.end());
    std::reverse(reversed.indicators.begin(), reversed.indicators.end());
    const auto model = CompileModel(reversed);
    ASSERT_OK(model);
    const auto other = Diagnose(*model, c.evidence, kEverything);
    ASSERT_OK(other);
    for (const Finding& finding : other->findings) {
      const auto& issue = reversed.issues[finding.issue].id;
      EXPECT_NEAR(finding.probability, FindingOf(c, diagnosis, issue).probability, 1e-12);
    }
  });
}

INSTANTIATE_TEST_SUITE_P(Seeds, Exactness, ::testing::Range(1, 16));

}  // namespace
}  // namespace pcsp::diagnosis
