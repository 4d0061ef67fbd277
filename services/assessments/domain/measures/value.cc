#include "services/assessments/domain/measures/value.h"

#include <map>

#include "absl/strings/str_cat.h"

namespace pcsp::assessments {
namespace {

void CheckNumber(absl::string_view column, int64_t number, Violations& violations) {
  if (number >= 0 && number <= kMostCounted) return;
  violations.Add(std::string(column), absl::StrCat(number), "a whole number, 0 to 1000000000");
}

bool Same(const MeasureRow& row, const MonthValue& value) {
  if (row.withdraw || value.withdrawn) return row.withdraw == value.withdrawn;
  return row.count == value.count && row.denominator == value.denominator;
}

Recording Refused(absl::string_view column, absl::string_view given, absl::string_view expected) {
  return {.faults = InvalidField(column, given, expected)};
}

}  // namespace

std::string MonthValue::etag() const { return absl::StrCat("\"", revision, "\""); }
std::string MeasurePolicy::etag() const { return absl::StrCat("\"", revision, "\""); }

void CheckRow(const MeasureRow& row, const MeasureDefinition& measure, Month now,
              Violations& violations) {
  if (measure.retire_time) {
    violations.Add("measure", measure.name.measure, "a measure that is not retired");
  }
  if (row.month > now) {
    violations.Add("month", spc::FormatMonth(row.month),
                   absl::StrCat("a month not after ", spc::FormatMonth(now)));
  }
  if (row.withdraw) return;
  CheckNumber("count", row.count, violations);
  const bool rate = measure.kind != MeasureKind::kCount;
  if (rate && !row.denominator) {
    violations.Add("denominator", "", absl::StrCat("how many ", measure.denominator));
  }
  if (!rate && row.denominator) {
    violations.Add("denominator", absl::StrCat(*row.denominator), "nothing, since it is a count");
  }
  if (!row.denominator) return;
  CheckNumber("denominator", *row.denominator, violations);
  if (measure.kind == MeasureKind::kProportion && row.count > *row.denominator) {
    violations.Add("count", absl::StrCat(row.count),
                   absl::StrCat("at most the denominator, ", *row.denominator));
  }
}

Recording Record(const MeasureRow& row, const MonthValue* current, absl::Time now) {
  const std::string etag = current != nullptr ? current->etag() : "";
  if (!row.etag.empty() && row.etag != etag) {
    return Refused("etag", row.etag,
                   etag.empty() ? "nothing, since nothing is recorded" : etag + ", as it is now");
  }
  if (current == nullptr && row.withdraw) {
    return Refused("withdraw", "true", "a site, measure and month with a value");
  }
  if (current != nullptr && Same(row, *current)) return {MeasureVerdict::kUnchanged, {}, {}};
  MonthValue value{.organisation = row.organisation,
                   .measure = row.measure,
                   .month = row.month,
                   .count = row.withdraw ? 0 : row.count,
                   .denominator = row.withdraw ? std::nullopt : row.denominator,
                   .withdrawn = row.withdraw,
                   .record_time = now,
                   .revision = current == nullptr ? 1 : current->revision + 1};
  const bool anew = current == nullptr || current->withdrawn;
  const MeasureVerdict verdict = row.withdraw ? MeasureVerdict::kWithdrawn
                                 : anew       ? MeasureVerdict::kRecorded
                                              : MeasureVerdict::kCorrected;
  return {verdict, std::move(value), {}};
}

bool MayBeShown(const MeasureDefinition& measure, const MonthValue& value, int threshold) {
  if (!measure.about_patients || value.withdrawn) return true;
  const auto small = [threshold](int64_t count) { return count > 0 && count < threshold; };
  if (small(value.count)) return false;
  if (!value.denominator) return true;
  if (small(*value.denominator)) return false;
  return measure.kind != MeasureKind::kProportion || !small(*value.denominator - value.count);
}

std::vector<MonthSum> SumUp(const MeasureDefinition& measure, absl::Span<const MonthValue> values,
                            int threshold) {
  std::map<Month, MonthSum> sums;
  for (const MonthValue& value : values) {
    if (value.withdrawn) continue;
    MonthSum& sum = sums[value.month];
    sum.month = value.month;
    if (!MayBeShown(measure, value, threshold)) {
      ++sum.left_out;
      continue;
    }
    ++sum.sites;
    sum.count += value.count;
    sum.denominator += value.denominator.value_or(0);
  }
  std::vector<MonthSum> list;
  for (const auto& [month, sum] : sums) list.push_back(sum);
  return list;
}

}  // namespace pcsp::assessments
