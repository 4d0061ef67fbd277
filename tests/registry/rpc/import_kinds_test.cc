// Files of other kinds than epraccur, over the service.
#include "tests/registry/rpc/import_fixture.h"
#include "tests/support/status_matchers.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::StatusIs;
using ::pcsp::testing::ViolatedFields;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kPartners[] =
    "\"Partner\nOrganisation\nCode\",PCN Code,PCN Name,\"Practice to PCN\nRelationship\nStart "
    "Date\","
    "\"Practice to PCN\nRelationship\nEnd Date\"\r\n"
    "A81044,U10001,HARBOUR PCN,20190701,\r\n"
    "A81045,U10001,HARBOUR PCN,20190701,20230331\r\n";
constexpr char kWorkforce[] =
    "PRAC_CODE,PRAC_NAME,TOTAL_PATIENTS,TOTAL_GP_HC,TOTAL_NURSES_HC,TOTAL_DPC_HC,TOTAL_ADMIN_HC\n"
    "A81044,HARBOUR,9200,7,NA,3,15\n"
    "A81045,QUAY,EST,2,1,.,6\n";

class ImportKindsTest : public ImportTest {
 protected:
  void SetUp() override {
    ImportTest::SetUp();
    ASSERT_OK(Import(ImportConfig(), File({kPlain, Plain({{1, "A81045"}})})));
  }

  static pb::ImportConfig Config(pb::ImportFormat format, const std::string& date = "") {
    pb::ImportConfig config = ImportConfig();
    config.set_format(format);
    config.set_effective_date(date);
    return config;
  }

  std::vector<std::string> Memberships() {
    pb::ListRelationshipsRequest request;
    request.set_parent("programmes/north");
    request.set_kind(pb::RELATIONSHIP_KIND_PARTNER_OF);
    std::vector<std::string> texts;
    const auto listed = Call(&Stub::ListRelationships, request);
    for (const auto& r : listed->relationships()) {
      EXPECT_EQ(r.source(), pb::SOURCE_PCN_PARTNERS);
      texts.push_back(absl::StrCat(r.subject(), " ", r.start_date(), " ", r.end_date()));
    }
    return texts;
  }

  pb::ListSiteContextsResponse Contexts(const std::string& organisation) {
    pb::ListSiteContextsRequest request;
    request.set_parent(Name(organisation));
    return *Call(&Stub::ListSiteContexts, request);
  }
};

TEST_F(ImportKindsTest, TakesPcnPartners) {
  const pb::ImportConfig config = Config(pb::IMPORT_FORMAT_PCN_PARTNERS);
  const auto report = Import(config, kPartners, 10);
  EXPECT_EQ(Counts(report), "rows 2, created 2");
  EXPECT_EQ(report->rows(0).row(), 2) << "rows, not lines of a quoted header";
  EXPECT_EQ(Get("u10001")->kind(), pb::ORGANISATION_KIND_PCN);
  EXPECT_EQ(Get("u10001")->display_name(), "HARBOUR PCN");
  EXPECT_THAT(Memberships(),
              ::testing::UnorderedElementsAre(Name("a81044") + " 2019-07-01 ",
                                              Name("a81045") + " 2019-07-01 2023-03-31"));
  EXPECT_EQ(Counts(Import(config, kPartners)), "rows 2, unchanged 2");
}

TEST_F(ImportKindsTest, TakesWorkforce) {
  const pb::ImportConfig config = Config(pb::IMPORT_FORMAT_UNSPECIFIED, "2024-04-30");
  EXPECT_EQ(Counts(Upload(&Stub::ImportWorkforce, config, kWorkforce)), "rows 2, created 2");
  const pb::ListSiteContextsResponse contexts = Contexts("a81044");
  ASSERT_EQ(contexts.site_contexts_size(), 1);
  EXPECT_EQ(contexts.site_contexts(0).effective_date(), "2024-04-30");
  EXPECT_EQ(contexts.site_contexts(0).list_size(), 9200);
  EXPECT_EQ(contexts.site_contexts(0).headcounts_size(), 3) << "nurses are not known, and not 0";
  EXPECT_FALSE(Contexts("a81045").site_contexts(0).has_list_size());
  EXPECT_EQ(Counts(Upload(&Stub::ImportWorkforce, config, kWorkforce)), "rows 2, unchanged 2");
}

TEST_F(ImportKindsTest, TakesSiteContexts) {
  const pb::ImportConfig config = Config(pb::IMPORT_FORMAT_SITE_CONTEXTS);
  const auto report = Upload(&Stub::ImportSiteContexts, config,
                             "code;effective_date;imd_decile;rurality;clinical_system\n"
                             "A81044;2024-05-31;2;urban;EMIS Web\n"
                             "A99999;2024-05-31;2;urban;EMIS Web\n");
  EXPECT_EQ(Counts(report), "rows 2, created 1, rejected 1");
  EXPECT_EQ(report->outcome(), pb::IMPORT_OUTCOME_REFUSED);
  EXPECT_EQ(Contexts("a81044").site_contexts_size(), 0);
  pb::ImportConfig partial = config;
  partial.set_mode(pb::IMPORT_MODE_PARTIAL);
  EXPECT_EQ(Counts(Upload(&Stub::ImportSiteContexts, partial,
                          "code;effective_date;imd_decile;rurality;clinical_system\n"
                          "A81044;2024-05-31;2;urban;EMIS Web\n"
                          "A99999;2024-05-31;2;urban;EMIS Web\n")),
            "rows 2, created 1, rejected 1");
  const pb::SiteContext context = Contexts("a81044").site_contexts(0);
  EXPECT_EQ(context.deprivation_decile(), 2);
  EXPECT_EQ(context.rurality(), "urban");
  EXPECT_EQ(context.clinical_system(), "EMIS Web");
}

TEST_F(ImportKindsTest, RefusesFormatsOfOtherMethods) {
  EXPECT_THAT(ViolatedFields(Import(Config(pb::IMPORT_FORMAT_WORKFORCE), kWorkforce).status()),
              ElementsAre("config.format"));
  EXPECT_THAT(ViolatedFields(Import(Config(pb::IMPORT_FORMAT_UNSPECIFIED), "x").status()),
              ElementsAre("config.format"))
      << "two formats to choose from";
  const auto two = Upload(&Stub::ImportWorkforce, Config(pb::IMPORT_FORMAT_EPRACCUR, "April"), "x");
  EXPECT_THAT(ViolatedFields(two.status()), ElementsAre("config.format", "config.effective_date"));
}

TEST_F(ImportKindsTest, SaysWhatAFileLacks) {
  const pb::ImportConfig config = Config(pb::IMPORT_FORMAT_WORKFORCE, "2024-04-30");
  const auto columns = Upload(&Stub::ImportWorkforce, config, "PRAC_CODE,TOTAL_GP_HC\nA81044,7\n");
  EXPECT_THAT(columns, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(columns, HasReason("IMPORT_COLUMNS_MISSING"));
  EXPECT_THAT(ViolatedFields(columns.status()),
              ElementsAre("TOTAL_PATIENTS", "TOTAL_NURSES_HC", "TOTAL_DPC_HC", "TOTAL_ADMIN_HC"));
  const auto date = Upload(&Stub::ImportWorkforce, Config(pb::IMPORT_FORMAT_WORKFORCE), kWorkforce);
  EXPECT_THAT(ViolatedFields(date.status()), ElementsAre("config.effective_date"));
  EXPECT_THAT(Upload(&Stub::ImportSiteContexts, Config(pb::IMPORT_FORMAT_SITE_CONTEXTS),
                     "code,effective_date,gp\n\n"),
              HasReason("EMPTY_IMPORT"));
}

TEST_F(ImportKindsTest, ChecksAndKeepsTheReportOfARequest) {
  pb::ImportConfig config = Config(pb::IMPORT_FORMAT_WORKFORCE, "2024-04-30");
  config.set_validate_only(true);
  const auto checked = Upload(&Stub::ImportWorkforce, config, kWorkforce);
  EXPECT_EQ(Counts(checked), "rows 2, created 2");
  EXPECT_EQ(checked->outcome(), pb::IMPORT_OUTCOME_VALIDATED);
  EXPECT_EQ(Contexts("a81044").site_contexts_size(), 0);
  config.set_validate_only(false);
  config.set_request_id(Uuid(1));
  EXPECT_EQ(Counts(Upload(&Stub::ImportWorkforce, config, kWorkforce)), "rows 2, created 2");
  EXPECT_EQ(Counts(Upload(&Stub::ImportWorkforce, config, kWorkforce)), "rows 2, created 2");
}

}  // namespace
}  // namespace pcsp::registry
