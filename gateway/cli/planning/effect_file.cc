#include "gateway/cli/planning/effect_file.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/text/csv_reader.h"

namespace pcsp::offline {
namespace {

using planning::Outcome;

constexpr size_t kMostFaults = 100;
constexpr size_t kChunk = 256 << 10;
constexpr absl::string_view kAltered = "!altered";

// Takes a cell that is not empty; false if it is malformed.
using Take = std::function<bool(const std::string&, Outcome&)>;

struct Column {
  Take take;
  absl::string_view expected;
  bool required = false;
};

Take Text(std::string Outcome::*field) {
  return [field](const std::string& cell, Outcome& outcome) {
    outcome.*field = cell;
    return true;
  };
}

Take Number(double Outcome::*field) {
  return [field](const std::string& cell, Outcome& outcome) {
    return absl::SimpleAtod(cell, &(outcome.*field));
  };
}

template <typename Place>
Take Optional(Place place) {
  return [place](const std::string& cell, Outcome& outcome) {
    double value = 0;
    if (!absl::SimpleAtod(cell, &value)) return false;
    place(outcome) = value;
    return true;
  };
}

bool TakePeople(const std::string& cell, Outcome& outcome) {
  return absl::SimpleAtoi(cell, &outcome.post_n);
}

bool TakeFlagged(const std::string& cell, Outcome& outcome) {
  return absl::SimpleAtob(cell, &outcome.flagged);
}

bool TakeAdopted(const std::string& cell, Outcome& outcome) {
  for (absl::string_view word : absl::StrSplit(cell, ' ', absl::SkipEmpty())) {
    const bool altered = absl::ConsumeSuffix(&word, kAltered);
    outcome.adopted.push_back({std::string(word), altered});
  }
  return true;
}

constexpr absl::string_view kNumber = "a number";

const std::map<std::string, Column>& Columns() {
  static const auto& columns = *new std::map<std::string, Column>{
      {"site", {Text(&Outcome::site), "an id", true}},
      {"round", {Text(&Outcome::round), "an id", true}},
      {"issue", {Text(&Outcome::issue), "an id", true}},
      {"pre", {Number(&Outcome::pre), kNumber, true}},
      {"pre_se", {Number(&Outcome::pre_se), kNumber}},
      {"post", {Number(&Outcome::post), kNumber, true}},
      {"post_n", {TakePeople, "a whole number", true}},
      {"sigma2", {Number(&Outcome::sigma2), kNumber}},
      {"s_e", {Number(&Outcome::s_e), kNumber}},
      {"list_size", {Optional([](Outcome & o) -> auto& { return o.context.list_size; }), kNumber}},
      {"deprivation",
       {Optional([](Outcome & o) -> auto& { return o.context.deprivation; }), kNumber}},
      {"rurality", {Optional([](Outcome & o) -> auto& { return o.context.rurality; }), kNumber}},
      {"staffing_per_1000",
       {Optional([](Outcome & o) -> auto& { return o.context.staffing_per_1000; }), kNumber}},
      {"fidelity_pre", {Optional([](Outcome & o) -> auto& { return o.fidelity_pre; }), kNumber}},
      {"fidelity_post", {Optional([](Outcome & o) -> auto& { return o.fidelity_post; }), kNumber}},
      {"flagged", {TakeFlagged, "true or false", true}},
      {"adopted", {TakeAdopted, "ids of solutions, parted by spaces", true}},
  };
  return columns;
}

class OutcomeReader {
 public:
  absl::Status Row(int64_t number, const std::vector<std::string>& cells) {
    if (columns_.empty()) return Header(cells);
    if (faults_.list().size() < kMostFaults) Read(number, cells);
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<Outcome>> Finish() {
    if (columns_.empty()) faults_.Add("columns", "", "a first row that names the columns");
    if (faults_.empty() && outcomes_.empty()) faults_.Add("row 2", "", "at least one outcome");
    RETURN_IF_ERROR(faults_.ToStatus("INVALID_FILE"));
    return std::move(outcomes_);
  }

 private:
  absl::Status Header(const std::vector<std::string>& cells) {
    std::set<std::string> seen;
    for (const std::string& cell : cells) {
      const std::string name = absl::AsciiStrToLower(absl::StripAsciiWhitespace(cell));
      const auto known = Columns().find(name);
      if (known == Columns().end() || !seen.insert(name).second) {
        faults_.Add("columns", cell,
                    absl::StrCat("each once, of ",
                                 absl::StrJoin(Columns(), ", ", [](auto* out, const auto& column) {
                                   out->append(column.first);
                                 })));
      }
      columns_.push_back(known == Columns().end() ? nullptr : &*known);
    }
    for (const auto& [name, column] : Columns()) {
      if (column.required && !seen.contains(name)) faults_.Add("columns", "", name);
    }
    return absl::OkStatus();
  }

  void Read(int64_t number, const std::vector<std::string>& cells) {
    const std::string row = absl::StrCat("row ", number);
    if (cells.size() != columns_.size()) {
      faults_.Add(row, absl::StrCat(cells.size(), " cells"),
                  absl::StrCat(columns_.size(), " cells, as the first row has"));
      return;
    }
    Outcome outcome;
    const size_t before = faults_.list().size();
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string cell(absl::StripAsciiWhitespace(cells[i]));
      if (columns_[i] == nullptr || cell.empty()) continue;
      const auto& [name, column] = *columns_[i];
      if (!column.take(cell, outcome)) {
        faults_.Add(absl::StrCat(row, ", column ", name), cell, column.expected);
      }
    }
    if (faults_.list().size() == before) Keep(row, std::move(outcome));
  }

  void Keep(const std::string& row, Outcome outcome) {
    CheckOutcome(outcome, absl::StrCat(row, ", column "), faults_);
    if (!seen_.emplace(outcome.site, outcome.round, outcome.issue).second) {
      faults_.Add(row, absl::StrCat(outcome.site, " ", outcome.round, " ", outcome.issue),
                  "a site, round and issue that no row before tells of");
    }
    outcomes_.push_back(std::move(outcome));
  }

  std::vector<const std::pair<const std::string, Column>*> columns_;
  std::set<std::tuple<std::string, std::string, std::string>> seen_;
  std::vector<Outcome> outcomes_;
  Violations faults_;
};

}  // namespace

absl::StatusOr<std::vector<Outcome>> ReadOutcomes(std::istream& in) {
  OutcomeReader rows;
  text::CsvReader reader({.delimiter = 0}, [&rows](int64_t number, std::vector<std::string> cells) {
    return rows.Row(number, cells);
  });
  std::string piece(kChunk, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    RETURN_IF_ERROR(reader.Push(absl::string_view(piece.data(), in.gcount())));
  }
  RETURN_IF_ERROR(reader.Finish());
  return rows.Finish();
}

}  // namespace pcsp::offline
