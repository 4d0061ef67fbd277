#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "services/planning/store/library/library_rows.h"
#include "services/planning/store/words.h"

namespace pcsp::planning {
namespace {

constexpr absl::string_view kAltered = "!altered";  // behind a solution's id, which holds no "!"

// Empty: not known.
std::string Known(const std::optional<double>& value) { return value ? sql::RealText(*value) : ""; }
std::string Known(const std::optional<absl::CivilDay>& day) {
  return day ? sql::DayText(*day) : "";
}

std::optional<double> KnownReal(const std::string& text) {
  double value = 0;
  if (text.empty() || !absl::SimpleAtod(text, &value)) return std::nullopt;
  return value;
}
std::optional<absl::CivilDay> KnownDay(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return sql::DayFromText(text);
}

std::string TreatmentsText(const std::vector<Treatment>& adopted) {
  return absl::StrJoin(adopted, " ", [](std::string* out, const Treatment& treatment) {
    absl::StrAppend(out, treatment.solution, treatment.altered ? kAltered : "");
  });
}

std::vector<Treatment> Treatments(const std::vector<std::string>& words) {
  std::vector<Treatment> adopted;
  for (const std::string& word : words) {
    adopted.push_back(
        {std::string(absl::StripSuffix(word, kAltered)), absl::EndsWith(word, kAltered)});
  }
  return adopted;
}

}  // namespace

const sql::Table& TableOf(sql::Of<SiteOutcome>) {
  static const sql::Table& table = *new sql::Table{
      "outcome",
      sql::Columns("programme site round issue pre pre_se post sigma2 s_e list_size deprivation "
                   "rurality staffing started measured adopted fidelity_pre fidelity_post sharing "
                   "display_name whole_system clinical_system level",
                   "post_n flagged"),
      {"programme", "site", "round", "issue"}};
  return table;
}

sql::Cells ToCells(const SiteOutcome& one) {
  const Outcome& o = one.outcome;
  return {one.programme,
          o.site,
          o.round,
          o.issue,
          sql::RealText(o.pre),
          sql::RealText(o.pre_se),
          sql::RealText(o.post),
          sql::RealText(o.sigma2),
          sql::RealText(o.s_e),
          Known(o.context.list_size),
          Known(o.context.deprivation),
          Known(o.context.rurality),
          Known(o.context.staffing_per_1000),
          Known(o.started),
          Known(o.measured),
          TreatmentsText(o.adopted),
          Known(o.fidelity_pre),
          Known(o.fidelity_post),
          WordOf(one.sharing, kSharingWords),
          one.display_name,
          one.whole_system,
          one.clinical_system,
          WordOf(one.level, kLevelWords),
          sql::NumberText(o.post_n),
          sql::NumberText(o.flagged ? 1 : 0)};
}

SiteOutcome FromCells(sql::Of<SiteOutcome>, const sql::Cells& cells) {
  sql::CellReader in(cells);
  SiteOutcome one;
  Outcome& o = one.outcome;
  one.programme = in.Text();
  o.site = in.Text();
  o.round = in.Text();
  o.issue = in.Text();
  o.pre = in.Real();
  o.pre_se = in.Real();
  o.post = in.Real();
  o.sigma2 = in.Real();
  o.s_e = in.Real();
  o.context.list_size = KnownReal(in.Text());
  o.context.deprivation = KnownReal(in.Text());
  o.context.rurality = KnownReal(in.Text());
  o.context.staffing_per_1000 = KnownReal(in.Text());
  o.started = KnownDay(in.Text());
  o.measured = KnownDay(in.Text());
  o.adopted = Treatments(in.Words());
  o.fidelity_pre = KnownReal(in.Text());
  o.fidelity_post = KnownReal(in.Text());
  one.sharing = MeaningOf(in.Text(), kSharingWords);
  one.display_name = in.Text();
  one.whole_system = in.Text();
  one.clinical_system = in.Text();
  one.level = MeaningOf(in.Text(), kLevelWords);
  o.post_n = in.Int();
  o.flagged = in.Flag();
  return one;
}

}  // namespace pcsp::planning
