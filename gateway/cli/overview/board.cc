#include "gateway/cli/overview/board.h"

#include <algorithm>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/text/pages/range.h"

namespace pcsp::cli {
namespace {

using gateway::v1::ProgrammeBoard;

constexpr type::v1::Construct kConstructs[] = {
    type::v1::CONSTRUCT_COHERENCE, type::v1::CONSTRUCT_COGNITIVE_PARTICIPATION,
    type::v1::CONSTRUCT_COLLECTIVE_ACTION, type::v1::CONSTRUCT_REFLEXIVE_MONITORING};

std::string LevelWord(type::v1::Level level) { return Word(type::v1::Level_Name(level), "LEVEL_"); }

std::string Span(const type::v1::Interval& interval) {
  return text::Range(interval.low(), interval.high());
}

// Of whom a line is: the fewest and the most of its constructs.
template <typename Scores>
std::string People(const Scores& scores) {
  int least = 0, most = 0;
  for (const auto& score : scores) {
    least = least == 0 ? score.respondents() : std::min(least, score.respondents());
    most = std::max({most, score.respondents(), score.respondents_most()});
  }
  if (most == 0) return "-";
  return most > least ? absl::StrCat(least, " to ", most) : absl::StrCat(least);
}

// Adds a cell for each construct, "-" where there is no score.
template <typename Scores>
void AddScores(const Scores& scores, std::vector<std::string>* cells) {
  for (const auto construct : kConstructs) {
    std::string cell = "-";
    for (const auto& score : scores) {
      if (score.construct() != construct) continue;
      cell = Fixed(score.score(), 0);
      if (score.has_interval()) absl::StrAppend(&cell, " (", Span(score.interval()), ")");
    }
    cells->push_back(cell);
  }
}

Table Levels(const ProgrammeBoard& board) {
  Table table({"LEVEL", "SITES", "WITH RESULTS", "N", "COHERENCE", "PARTICIPATION", "ACTION",
               "MONITORING"});
  for (const auto& level : board.levels()) {
    std::vector<std::string> cells = {LevelWord(level.level()), absl::StrCat(level.sites()),
                                      absl::StrCat(level.sites_with_results()),
                                      People(level.scores())};
    AddScores(level.scores(), &cells);
    table.Add(std::move(cells));
  }
  return table;
}

Table Issues(const ProgrammeBoard& board) {
  Table table(
      {"ISSUE", "LEVEL", "LIKELY", "POSSIBLE", "OF", "EXPECTED SHARE", "90 % INTERVAL", "TITLE"});
  for (const auto& issue : board.issues()) {
    table.Add({issue.issue(), LevelWord(issue.level()), absl::StrCat(issue.likely()),
               absl::StrCat(issue.possible()), absl::StrCat(issue.sites()),
               Fixed(issue.expected_share(), 2),
               text::Range(issue.interval().low(), issue.interval().high(), 2), issue.title()});
  }
  return table;
}

Table Sites(const ProgrammeBoard& board) {
  Table table({"SITE", "LEVEL", "NAME", "N", "COH", "PART", "ACT", "MON", "ACTIONS",
               "MOST PRESSING (PROBABILITY)"});
  for (const auto& site : board.sites()) {
    std::vector<std::string> cells = {IdOf(site.organisation()), LevelWord(site.level()),
                                      site.title(), People(site.scores())};
    AddScores(site.scores(), &cells);
    cells.push_back(absl::StrCat(site.actions()));
    std::vector<std::string> findings;
    if (site.insufficient_data()) findings.emplace_back("insufficient data");
    if (!site.suppressed_reason().empty()) findings.emplace_back("not shown");
    for (const auto& finding : site.findings()) {
      findings.push_back(absl::StrCat(finding.issue(), " (", Fixed(finding.probability(), 2), ")"));
    }
    cells.push_back(absl::StrJoin(findings, ", "));
    table.Add(std::move(cells));
  }
  return table;
}

Table Solutions(const ProgrammeBoard& board) {
  Table table({"SOLUTION", "PLANS", "TITLE"});
  for (const auto& use : board.solutions()) {
    table.Add({IdOf(use.solution()), absl::StrCat(use.plans()), use.title()});
  }
  return table;
}

}  // namespace

absl::StatusOr<ProgrammeBoard> ReadBoard(Session& session, const std::string& wave_name) {
  gateway::v1::GetProgrammeBoardRequest request;
  request.set_name(absl::StrCat(wave_name, "/board"));
  return gateway::Ask(session.flows(), &gateway::v1::ProgrammeService::Stub::GetProgrammeBoard,
                      request, session.deadline());
}

std::string BoardAsText(const ProgrammeBoard& board) {
  std::string text = absl::StrCat(
      board.programme_title(), ": ", board.wave_title(), "\n\n",
      "Scores by level (0 to 100, more is more normalised; in brackets where the true value lies "
      "with 90 % probability)\n",
      Levels(board).AsText());
  for (const auto& level : board.levels()) {
    for (const auto& score : level.scores()) {
      absl::StrAppend(&text, LevelWord(level.level()), ": ", score.sentence(), "\n");
    }
  }
  absl::StrAppend(&text, "\nIssues, by how many sites are likely to have them\n",
                  Issues(board).AsText(), "\nSites\n", Sites(board).AsText(),
                  "\nSolutions most often drafted into plans\n", Solutions(board).AsText());
  if (board.unreachable_size() > 0) {
    absl::StrAppend(&text, "\nNot complete; these services did not answer: ",
                    absl::StrJoin(board.unreachable(), ", "), "\n");
  }
  return text;
}

void PrintBoard(Format format, const ProgrammeBoard& board) {
  if (format == Format::kTable) {
    std::cout << BoardAsText(board);
  } else {
    Print(format, Sites(board), board);
  }
}

}  // namespace pcsp::cli
