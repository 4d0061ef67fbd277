#include "services/registry/domain/imports/context_import.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/registry/domain/context_fields.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/imports/file_row.h"
#include "services/registry/domain/imports/relationship_planner.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

// Decides about one row after another.
class Planner {
 public:
  Planner(PlanState& state, const Header& header, FirstLines& rows)
      : state_(state),
        source_(state.setting.claimant.source),
        columns_(ContextColumns(source_)),
        header_(header),
        rows_(rows) {}

  void Take(ContextRow& row) {
    ImportRow report = {row.line, ImportVerdict::kRejected, "", row.given_code,
                        std::move(row.issues)};
    if (!HasError(report.issues)) report.verdict = Decide(row, report);
    state_.report.Add(std::move(report));
  }

 private:
  ImportVerdict Decide(const ContextRow& row, ImportRow& report) {
    const Organisation* site = Site(row, report);
    if (site == nullptr || Repeats(row, *site, report)) return ImportVerdict::kRejected;
    report.organisation = site->id;
    const SiteContext* before = state_.known.ContextOn(site->id, row.day);
    const bool stated = before != nullptr && before->effective_date == row.day;
    SiteContext after = stated ? *before : HeldOn(before, *site, row.day);
    for (const Said& said : row.said) Say(said, *site, stated ? before : nullptr, after, report);
    if (stated && SameFacts(*before, after)) return ImportVerdict::kUnchanged;
    if (!stated && row.said.empty()) return ImportVerdict::kUnchanged;
    ++after.revision;
    after.update_time = state_.setting.now;
    state_.known.Put(after);
    state_.changes.contexts.push_back(std::move(after));
    return stated ? ImportVerdict::kUpdated : ImportVerdict::kCreated;
  }

  ClaimCell CellOf(size_t column, absl::string_view given) const {
    return {header_.PlaceOf(column), columns_[column].column.title, Excerpt(given)};
  }

  void Fault(ImportRow& report, const ContextRow& row, absl::string_view expected,
             absl::string_view hint) const {
    const ClaimCell cell = CellOf(kContextCode, row.given_code);
    report.issues.push_back(
        {true, cell.column, cell.title, cell.given, std::string(expected), std::string(hint), ""});
  }

  const Organisation* Deleted(const ContextRow& row, ImportRow& report) const {
    Fault(report, row, "the code of an organisation that is not deleted",
          "undelete it and import the file again");
    return nullptr;
  }

  const Organisation* Site(const ContextRow& row, ImportRow& report) const {
    const Organisation* site = state_.known.ByCode(row.code);
    if (site != nullptr && site->delete_time) return Deleted(row, report);
    if (source_ == Source::kWorkforce) {
      if (site != nullptr && site->kind == OrganisationKind::kPractice) return site;
      Fault(report, row, "the code of a practice in the programme",
            "import epraccur first; if the practice is not part of the programme, import in "
            "partial mode and leave it");
      return nullptr;
    }
    if (site == nullptr) site = state_.known.ById(absl::AsciiStrToLower(row.code));
    if (site == nullptr) {
      Fault(report, row, "the code, or the id, of an organisation in the programme",
            "create or import the organisation first");
      return nullptr;
    }
    return site->delete_time ? Deleted(row, report) : site;
  }

  bool Repeats(const ContextRow& row, const Organisation& site, ImportRow& report) {
    const int line = rows_.Before(absl::StrCat(site.id, " ", FormatDate(row.day)), row.line);
    if (line == 0) return false;
    Fault(report, row, "an organisation that is not in the file twice for the same day",
          absl::StrCat("line ", line, " has it too"));
    return true;
  }

  // What holds on `day` before the row is heard.
  SiteContext HeldOn(const SiteContext* before, const Organisation& site, Date day) const {
    SiteContext context = before == nullptr ? SiteContext() : *before;
    context.programme = site.programme;
    context.organisation = site.id;
    context.effective_date = day;
    context.stated_by.clear();
    context.revision = 0;
    context.create_time = state_.setting.now;
    return context;
  }

  // One cell: what it says is taken into `after`, or disputed with `stated`, what is known for the
  // very day.
  void Say(const Said& said, const Organisation& site, const SiteContext* stated,
           SiteContext& after, ImportRow& report) {
    const std::string& field = columns_[said.column].field;
    const auto known = stated == nullptr ? std::nullopt : ValueOf(*stated, field);
    if (known && *known == said.value) return Settle(site, field, after.effective_date);
    const Claimant by = StatedBy(stated, field);
    const bool disputed =
        known && Contradicts(state_.setting.claimant, by) && FarApart(field, *known, said.value);
    if (disputed) return Dispute(said, site, *stated, {by, stated->update_time, *known}, report);
    SetValue(field, said.value, after);
    after.stated_by[field] = state_.setting.claimant;
    Settle(site, field, after.effective_date);
  }

  static Claimant StatedBy(const SiteContext* stated, const std::string& field) {
    if (stated == nullptr) return {};
    const auto found = stated->stated_by.find(field);
    return found == stated->stated_by.end() ? Claimant() : found->second;
  }

  ImportConflict QuestionOf(const Organisation& site, const std::string& field, Date day) const {
    ImportConflict question;
    question.programme = site.programme;
    question.kind = ConflictKind::kSiteContext;
    question.organisation = site.id;
    question.field = field;
    question.day = day;
    question.claimed.by = state_.setting.claimant;
    return question;
  }

  void Settle(const Organisation& site, const std::string& field, Date day) {
    state_.conflicts.Settle(QuestionOf(site, field, day));
  }

  void Dispute(const Said& said, const Organisation& site, const SiteContext& stated,
               const Claim& known, ImportRow& report) {
    ImportConflict conflict = QuestionOf(site, columns_[said.column].field, stated.effective_date);
    conflict.claimed = {state_.setting.claimant, state_.setting.now, said.value};
    conflict.known = known;
    const std::string id = state_.conflicts.Add(std::move(conflict));
    if (id.empty()) return;
    state_.report.CountConflict();
    report.issues.push_back(
        Disputed(site.programme, id, CellOf(said.column, said.value), known.value, known.by));
  }

  PlanState& state_;
  const Source source_;
  const absl::Span<const ContextColumn> columns_;
  const Header& header_;
  FirstLines& rows_;
};

}  // namespace

ContextImport::ContextImport(ImportSetting setting) : setting_(std::move(setting)) {}

absl::Status ContextImport::Take(int line, absl::Span<const std::string> fields) {
  if (IsBlank(fields)) return absl::OkStatus();
  const Source source = setting_.claimant.source;
  if (!header_) {
    ASSIGN_OR_RETURN(header_, Header::Read(ColumnsOf(source), fields));
    return CheckHeader();
  }
  rows_.push_back(ReadContextRow(line, source, *header_, setting_.effective_date, fields));
  return absl::OkStatus();
}

absl::Status ContextImport::CheckHeader() const {
  if (header_->PlaceOf(kContextDay) == 0 && !setting_.effective_date) {
    return InvalidField("config.effective_date", "", "a day, since the file has no column for one");
  }
  const size_t count = ColumnsOf(setting_.claimant.source).size();
  for (size_t i = kContextDay + 1; i < count; ++i) {
    if (header_->PlaceOf(i) != 0) return absl::OkStatus();
  }
  return ImportColumnsMissing("columns", "at least one that says something of the sites");
}

Wanted ContextImport::wanted() const {
  Wanted wanted;
  for (const ContextRow& row : rows_) {
    if (HasError(row.issues)) continue;
    wanted.other_codes.push_back(row.code);
    wanted.ids.push_back(absl::AsciiStrToLower(row.code));
    wanted.contexts.emplace_back(row.code, row.day);
  }
  return wanted;
}

void ContextImport::Plan(Known known, ImportChanges& changes, ImportReport& report) {
  if (rows_.empty()) return;
  PlanState state(setting_, std::move(known), changes, report);
  Planner planner(state, *header_, rows_before_);
  for (ContextRow& row : rows_) planner.Take(row);
  rows_.clear();
}

}  // namespace pcsp::registry
