#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {
namespace {

using pcsp::testing::HasReason;
using pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kRequestId[] = "0190b0a0-0000-7000-8000-000000000001";

std::string Measure(const std::string& id) { return absl::StrCat("programmes/p/measures/", id); }

// The clock stands in June 2025.
class MeasuresTest : public ServiceTest {
 protected:
  static void AddRow(pb::RecordMeasuresRequest& request, const std::string& site,
                     const std::string& measure, const std::string& month, int64_t count,
                     std::optional<int64_t> denominator = {}) {
    auto* row = request.add_rows();
    row->set_organisation(Organisation(site));
    row->set_measure(Measure(measure));
    row->set_month(month);
    row->set_count(count);
    if (denominator) row->set_denominator(*denominator);
  }
  static pb::RecordMeasuresRequest Empty(const std::string& request_id = "") {
    pb::RecordMeasuresRequest request;
    request.set_parent("programmes/p");
    request.set_request_id(request_id);
    return request;
  }
  // Talks at a site from January 2024 on.
  void RecordTalks(const std::string& site, const std::vector<int>& counts) {
    pb::RecordMeasuresRequest request = Empty();
    for (size_t i = 0; i < counts.size(); ++i) {
      AddRow(request, site, "talks",
             absl::StrCat(2024 + i / 12, "-", i % 12 < 9 ? "0" : "", i % 12 + 1), counts[i]);
    }
    ASSERT_OK(Ask(&Stub::RecordMeasures, request));
  }
  absl::StatusOr<pb::MeasureChart> Chart(const std::vector<std::string>& sites,
                                         pb::MeasureView view = pb::MEASURE_VIEW_UNSPECIFIED) {
    pb::GetMeasureChartRequest request;
    request.set_name(Measure("talks"));
    for (const std::string& site : sites) request.add_organisations(Organisation(site));
    request.set_view(view);
    return Ask(&Stub::GetMeasureChart, request);
  }
  absl::StatusOr<pb::ListMeasureValuesResponse> Values(
      const std::string& site, pb::MeasureView view = pb::MEASURE_VIEW_UNSPECIFIED,
      bool history = false) {
    pb::ListMeasureValuesRequest request;
    request.set_parent(Organisation(site));
    request.set_view(view);
    request.set_show_history(history);
    return Ask(&Stub::ListMeasureValues, request);
  }
  absl::StatusOr<pb::RecordMeasuresResponse> Import(const std::string& csv,
                                                    const std::string& request_id = "",
                                                    bool validate_only = false) {
    grpc::ClientContext context;
    pb::RecordMeasuresResponse response;
    auto writer = stub_->ImportMeasures(&context, &response);
    pb::ImportMeasuresRequest request;
    request.mutable_config()->set_parent("programmes/p");
    request.mutable_config()->set_request_id(request_id);
    request.mutable_config()->set_validate_only(validate_only);
    for (size_t at = 0; at < csv.size() || at == 0; at += 7) {
      request.set_data(csv.substr(at, 7));
      if (!writer->Write(request)) break;
      request.clear_config();
    }
    writer->WritesDone();
    const grpc::Status status = writer->Finish();
    if (!status.ok()) return rpc::FromGrpcStatus(status);
    return response;
  }
};

TEST_F(MeasuresTest, DefinesChangesAndRetires) {
  pb::CreateMeasureDefinitionRequest create;
  create.set_parent("programmes/p");
  create.set_measure_id("visits");
  create.mutable_measure()->set_display_name(" Visits ");
  create.mutable_measure()->set_unit("visits");
  create.mutable_measure()->set_kind(pb::MEASURE_KIND_RATIO);
  create.mutable_measure()->set_denominator("people");
  create.mutable_measure()->set_per(1000);
  create.mutable_measure()->set_direction(pb::MEASURE_DIRECTION_LOWER);
  create.set_request_id(kRequestId);
  const auto made = Ask(&Stub::CreateMeasureDefinition, create);
  ASSERT_OK(made);
  EXPECT_EQ(made->name(), Measure("visits"));
  EXPECT_EQ(made->display_name(), "Visits");
  EXPECT_EQ(Ask(&Stub::CreateMeasureDefinition, create)->SerializeAsString(),
            made->SerializeAsString());
  create.clear_request_id();
  EXPECT_THAT(Ask(&Stub::CreateMeasureDefinition, create), HasReason("MEASURE_EXISTS"));
  create.set_measure_id("talks");  // built in
  EXPECT_THAT(Ask(&Stub::CreateMeasureDefinition, create), HasReason("MEASURE_EXISTS"));

  pb::UpdateMeasureDefinitionRequest update;
  update.mutable_measure()->set_name(Measure("talks"));
  update.mutable_measure()->set_etag("\"0\"");
  auto* phase = update.mutable_measure()->add_phases();
  phase->set_month("2025-01");
  phase->set_reason("a second nurse");
  phase->set_organisation(Organisation("a1"));
  const auto updated = Ask(&Stub::UpdateMeasureDefinition, update);
  ASSERT_OK(updated);
  EXPECT_EQ(updated->display_name(), "Talks");
  EXPECT_TRUE(updated->built_in());
  EXPECT_THAT(updated->phases(), SizeIs(1));
  EXPECT_THAT(Ask(&Stub::UpdateMeasureDefinition, update), HasReason("ETAG_MISMATCH"));

  pb::RetireMeasureDefinitionRequest retire;
  retire.set_name(Measure("talks"));
  EXPECT_TRUE(Ask(&Stub::RetireMeasureDefinition, retire)->has_retire_time());
  update.mutable_measure()->clear_etag();
  EXPECT_THAT(Ask(&Stub::UpdateMeasureDefinition, update), HasReason("MEASURE_RETIRED"));
  pb::ListMeasureDefinitionsRequest list;
  list.set_parent("programmes/p");
  list.set_page_size(1);
  auto page = Ask(&Stub::ListMeasureDefinitions, list);
  EXPECT_EQ(page->measures(0).name(), Measure("letters"));
  list.set_page_token(page->next_page_token());
  page = Ask(&Stub::ListMeasureDefinitions, list);
  EXPECT_EQ(page->measures(0).name(), Measure("visits"));
  EXPECT_EQ(page->next_page_token(), "");
  list.clear_page_token();
  list.set_page_size(0);
  list.set_show_retired(true);
  EXPECT_THAT(Ask(&Stub::ListMeasureDefinitions, list)->measures(), SizeIs(3));
  list.set_parent("programmes/q");  // changed for the other programme alone
  list.set_show_retired(false);
  EXPECT_THAT(Ask(&Stub::ListMeasureDefinitions, list)->measures(), SizeIs(2));
}

TEST_F(MeasuresTest, ReportsEveryFaultOfADefinition) {
  pb::CreateMeasureDefinitionRequest create;
  create.set_parent("p");
  create.set_measure_id("A");
  create.set_request_id("x");
  create.mutable_measure()->set_unit("u");
  create.mutable_measure()->add_levels(static_cast<type::v1::Level>(9));
  create.mutable_measure()->add_phases()->set_reason("r");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::CreateMeasureDefinition, create).status()),
              UnorderedElementsAre("parent", "measure_id", "request_id", "measure.display_name",
                                   "measure.kind", "measure.direction", "measure.levels[0]",
                                   "measure.phases[0].month"));
  pb::GetMeasureDefinitionRequest get;
  get.set_name(Measure("none"));
  EXPECT_THAT(Ask(&Stub::GetMeasureDefinition, get), HasReason("MEASURE_NOT_FOUND"));
}

TEST_F(MeasuresTest, RecordsWhatIsSoundAndReportsTheRest) {
  pb::RecordMeasuresRequest request = Empty(kRequestId);
  AddRow(request, "a1", "talks", "2025-05", 20);
  AddRow(request, "a1", "letters", "2025-05", 21, 20);
  AddRow(request, "a1", "talks", "2025-07", 20);
  AddRow(request, "a1", "talks", "2025-05", 20);
  AddRow(request, "a1", "none", "May", -1);
  request.add_rows()->set_organisation("a1");
  const auto report = Ask(&Stub::RecordMeasures, request);
  ASSERT_OK(report);
  EXPECT_EQ(report->rows(), 6);
  EXPECT_EQ(report->recorded(), 1);
  EXPECT_EQ(report->rejected(), 5);
  ASSERT_THAT(report->reports(), SizeIs(6));
  const auto columns = [&](int i) {
    std::vector<std::string> list;
    for (const auto& fault : report->reports(i).faults()) list.push_back(fault.column());
    return list;
  };
  EXPECT_EQ(report->reports(0).verdict(), pb::MEASURE_VERDICT_RECORDED);
  EXPECT_THAT(columns(1), ElementsAre("count"));
  EXPECT_THAT(columns(2), ElementsAre("month"));
  EXPECT_THAT(columns(3), ElementsAre("month"));
  EXPECT_THAT(columns(4), UnorderedElementsAre("measure", "month"));
  EXPECT_THAT(columns(5), UnorderedElementsAre("organisation", "measure", "month"));
  EXPECT_EQ(Ask(&Stub::RecordMeasures, request)->SerializeAsString(), report->SerializeAsString());
  request.mutable_rows(0)->set_count(22);
  EXPECT_THAT(Ask(&Stub::RecordMeasures, request), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(Values("a1")->values(), SizeIs(1));
  EXPECT_THAT(ViolatedFields(Ask(&Stub::RecordMeasures, Empty()).status()), ElementsAre("rows"));
}

TEST_F(MeasuresTest, CorrectsWithHistoryAndChecksTheEtagOfARow) {
  RecordTalks("a1", {20});
  pb::RecordMeasuresRequest request = Empty();
  AddRow(request, "a1", "talks", "2024-01", 25);
  request.mutable_rows(0)->set_etag("\"3\"");
  EXPECT_EQ(Ask(&Stub::RecordMeasures, request)->reports(0).faults(0).column(), "etag");
  request.mutable_rows(0)->set_etag("\"1\"");
  EXPECT_EQ(Ask(&Stub::RecordMeasures, request)->corrected(), 1);
  request.mutable_rows(0)->clear_etag();
  request.mutable_rows(0)->set_withdraw(true);
  request.set_validate_only(true);
  EXPECT_EQ(Ask(&Stub::RecordMeasures, request)->withdrawn(), 1);
  EXPECT_EQ(Values("a1")->values(0).count(), 25);
  request.set_validate_only(false);
  EXPECT_EQ(Ask(&Stub::RecordMeasures, request)->withdrawn(), 1);
  EXPECT_THAT(Values("a1")->values(), IsEmpty());
  const auto kept = Values("a1", pb::MEASURE_VIEW_OWN_SITE, true);
  ASSERT_THAT(kept->values(), SizeIs(1));
  EXPECT_TRUE(kept->values(0).withdrawn());
  ASSERT_THAT(kept->values(0).history(), SizeIs(2));
  EXPECT_EQ(kept->values(0).history(0).count(), 25);
  EXPECT_EQ(kept->values(0).history(1).count(), 20);
  // What was there before may have been small; it is for the site alone.
  EXPECT_THAT(Values("a1", pb::MEASURE_VIEW_SHARED, true)->values(0).history(), IsEmpty());
}

TEST_F(MeasuresTest, WithholdsSmallCountsFromEverybodyButTheSite) {
  RecordTalks("a1", {20, 7, 0});
  const auto shared = Values("a1");
  ASSERT_THAT(shared->values(), SizeIs(3));
  EXPECT_EQ(shared->values(0).count(), 20);
  EXPECT_FALSE(shared->values(1).has_count());
  EXPECT_EQ(shared->values(1).suppression(), pb::MEASURE_SUPPRESSION_SMALL_COUNT);
  EXPECT_EQ(shared->values(2).count(), 0);
  EXPECT_EQ(Values("a1", pb::MEASURE_VIEW_OWN_SITE)->values(1).count(), 7);
  EXPECT_THAT(ViolatedFields(Values("-", pb::MEASURE_VIEW_OWN_SITE).status()), ElementsAre("view"));
  const auto chart = Chart({"a1"});
  EXPECT_FALSE(chart->points(1).has_value());
  EXPECT_FALSE(chart->points(1).has_count());
  EXPECT_EQ(chart->points(1).suppression(), pb::MEASURE_SUPPRESSION_SMALL_COUNT);
  EXPECT_EQ(chart->points(1).sites_left_out(), 1);
  EXPECT_EQ(Chart({"a1"}, pb::MEASURE_VIEW_OWN_SITE)->points(1).count(), 7);
  RecordTalks("a2", {3});  // nothing else: the chart says that there is something
  EXPECT_EQ(Chart({"a2"})->points(0).suppression(), pb::MEASURE_SUPPRESSION_SMALL_COUNT);
  EXPECT_THAT(ViolatedFields(Chart({}, pb::MEASURE_VIEW_OWN_SITE).status()), ElementsAre("view"));

  pb::UpdateMeasurePolicyRequest update;
  update.mutable_policy()->set_name("programmes/p/measurePolicy");
  update.mutable_policy()->set_disclosure_threshold(2);
  EXPECT_THAT(ViolatedFields(Ask(&Stub::UpdateMeasurePolicy, update).status()),
              ElementsAre("policy.disclosure_threshold"));
  update.mutable_policy()->set_disclosure_threshold(5);
  update.mutable_policy()->set_etag("\"4\"");
  EXPECT_THAT(Ask(&Stub::UpdateMeasurePolicy, update), HasReason("ETAG_MISMATCH"));
  update.mutable_policy()->set_etag("\"0\"");
  ASSERT_OK(Ask(&Stub::UpdateMeasurePolicy, update));
  EXPECT_EQ(Values("a1")->values(1).count(), 7);
}

// Whatever lists of sites an attacker asks for, each figure is a sum of what is shown anyhow, so no
// difference of two gives a hidden count away.
TEST_F(MeasuresTest, AddsUpNothingThatIsWithheld) {
  RecordTalks("a1", {20});
  RecordTalks("a2", {30});
  RecordTalks("a3", {4});
  RecordTalks("a4", {6});
  const std::map<std::string, int> shown = {{"a1", 20}, {"a2", 30}, {"a3", 0}, {"a4", 0}};
  const std::vector<std::string> all = {"a1", "a2", "a3", "a4"};
  for (unsigned list = 1; list < 16; ++list) {
    std::vector<std::string> sites;
    int sum = 0;
    for (size_t i = 0; i < all.size(); ++i) {
      if ((list >> i & 1) == 0) continue;
      sites.push_back(all[i]);
      sum += shown.at(all[i]);
    }
    const auto chart = Chart(sites);
    ASSERT_OK(chart);
    EXPECT_EQ(chart->points_size() == 0 ? 0 : chart->points(0).count(), sum) << list;
  }
  const auto programme = Chart({});
  EXPECT_EQ(programme->points(0).count(), 50);
  EXPECT_EQ(programme->points(0).sites(), 2);
  EXPECT_EQ(programme->points(0).sites_left_out(), 2);
}

TEST_F(MeasuresTest, ImportsAFileOnceAndReportsItsRows) {
  const std::string csv =
      "\xEF\xBB\xBFsite;measure;month;count;denominator\r\n"
      "A1;talks;2025-04;20;\r\n"
      "a1;letters;2025-04;15;20\r\n"
      "a1;letters;2025-04;16;20\r\n"
      "a2;letters;2025-04;fifteen;20\r\n";
  const auto checked = Import(csv, "", true);
  ASSERT_OK(checked);
  EXPECT_EQ(checked->recorded(), 2);
  EXPECT_THAT(Values("a1")->values(), IsEmpty());
  const auto report = Import(csv, kRequestId);
  ASSERT_OK(report);
  EXPECT_EQ(report->rows(), 4);
  EXPECT_EQ(report->recorded(), 2);
  ASSERT_THAT(report->reports(), SizeIs(2));
  EXPECT_EQ(report->reports(0).row(), 3);
  EXPECT_EQ(report->reports(0).line(), 4);
  EXPECT_THAT(report->reports(0).faults(0).expected(), HasSubstr("row 2"));
  EXPECT_EQ(report->reports(1).faults(0).column(), "count");
  EXPECT_EQ(Import(csv, kRequestId)->SerializeAsString(), report->SerializeAsString());
  EXPECT_EQ(Import(csv)->unchanged(), 2);
  EXPECT_THAT(Import(csv + "a2;talks;2025-04;9;\r\n", kRequestId), HasReason("REQUEST_ID_REUSED"));
  EXPECT_THAT(Import("site,month\n"), HasReason("INVALID_FILE"));
  EXPECT_THAT(Import(""), HasReason("INVALID_FILE"));
}

TEST_F(MeasuresTest, ChartsWithLimitsPhasesAndSignals) {
  std::vector<int> counts = {52, 54, 51, 55, 53, 52, 56, 54, 53, 55, 52, 54};
  for (int i = 0; i < 5; ++i) counts.push_back(70);
  RecordTalks("a1", counts);
  const auto chart = Chart({"a1"});
  ASSERT_OK(chart);
  EXPECT_EQ(chart->kind(), pb::MEASURE_CHART_KIND_XMR);
  EXPECT_EQ(chart->rule_set(), "mdc-2019");
  EXPECT_EQ(chart->unit(), "talks a month");
  EXPECT_THAT(chart->points(), SizeIs(17));
  EXPECT_THAT(chart->organisations(), ElementsAre(Organisation("a1")));
  ASSERT_FALSE(chart->signals().empty());
  EXPECT_THAT(chart->sentence(), HasSubstr("a change for the better"));

  pb::UpdateMeasureDefinitionRequest update;
  update.mutable_measure()->set_name(Measure("talks"));
  auto* phase = update.mutable_measure()->add_phases();
  phase->set_month("2025-01");
  phase->set_reason("a second nurse");
  phase->set_organisation(Organisation("a1"));
  ASSERT_OK(Ask(&Stub::UpdateMeasureDefinition, update));
  EXPECT_THAT(Chart({"a1"})->phases(), SizeIs(2));
  EXPECT_THAT(Chart({"a1"})->signals(), IsEmpty());
  EXPECT_THAT(Chart({"a1"})->sentence(), HasSubstr("Since the change in 2025-01"));
  EXPECT_THAT(Chart({})->phases(), SizeIs(1));  // it was at that site alone
}

TEST_F(MeasuresTest, RefusesAChartThatIsNone) {
  pb::GetMeasureChartRequest request;
  request.set_name(Measure("talks"));
  request.add_organisations("programmes/q/organisations/a1");
  request.set_from_month("2025-05");
  request.set_until_month("2025-04");
  request.set_rule_set("weco");
  request.set_baseline_months(5);
  EXPECT_THAT(
      ViolatedFields(Ask(&Stub::GetMeasureChart, request).status()),
      UnorderedElementsAre("organisations[0]", "until_month", "rule_set", "baseline_months"));
  request.Clear();
  request.set_name(Measure("talks"));
  request.set_kind(pb::MEASURE_CHART_KIND_P);
  request.set_rule_set("anhoej-2014");
  EXPECT_THAT(ViolatedFields(Ask(&Stub::GetMeasureChart, request).status()),
              UnorderedElementsAre("kind", "rule_set"));
  request.set_name(Measure("none"));
  EXPECT_THAT(Ask(&Stub::GetMeasureChart, request), HasReason("MEASURE_NOT_FOUND"));
}

}  // namespace
}  // namespace pcsp::assessments::testing
