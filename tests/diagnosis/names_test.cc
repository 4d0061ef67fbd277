#include "services/diagnosis/domain/names.h"

#include "gtest/gtest.h"

namespace pcsp::diagnosis {
namespace {

TEST(Names, AreTakenApartAndPutTogether) {
  EXPECT_EQ(ParseOrganisation("programmes/p/organisations/a1")->Text(),
            "programmes/p/organisations/a1");
  EXPECT_EQ(ParseWave("programmes/p/waves/w-1")->Text(), "programmes/p/waves/w-1");
  EXPECT_EQ(ParseDiagnosis("programmes/p/organisations/a1/diagnoses/d")->Text(),
            "programmes/p/organisations/a1/diagnoses/d");
  EXPECT_TRUE(ParseOrganisationOrAll("programmes/p/organisations/-")->all());
  EXPECT_FALSE(ParseOrganisationOrAll("programmes/p/organisations/a1")->all());
}

TEST(Names, OfAnotherShapeAreRefused) {
  for (const char* name :
       {"", "programmes", "programmes/p", "programmes/p/organisations/",
        "programmes/p/organisations/-", "programmes/P/organisations/a1", "programmes/p/waves/a1",
        "programmes/p/organisations/a1/", "/programmes/p/organisations/a1"}) {
    EXPECT_FALSE(ParseOrganisation(name)) << name;
  }
  for (const char* name : {"/organisations/-", "programmes/-/organisations/-", "organisations/-"}) {
    EXPECT_FALSE(ParseOrganisationOrAll(name)) << name;
  }
  EXPECT_FALSE(ParseWave("programmes/p/organisations/w"));
  EXPECT_FALSE(ParseDiagnosis("programmes/p/organisations/-/diagnoses/d"));
}

}  // namespace
}  // namespace pcsp::diagnosis
