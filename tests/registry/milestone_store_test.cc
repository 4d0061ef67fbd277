#include "services/registry/domain/names.h"
#include "tests/registry/store_fixture.h"

namespace pcsp::registry {
namespace {

using ::pcsp::testing::HasReason;
using ::pcsp::testing::IsOkAndHolds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;
using State = MilestoneState;

Milestone Make(std::string organisation, std::string id, State state, Date date) {
  Milestone milestone;
  milestone.programme = "north";
  milestone.organisation = std::move(organisation);
  milestone.id = std::move(id);
  milestone.state = state;
  milestone.date = date;
  milestone.evidence = MilestoneEvidence::kVisit;
  milestone.revision = 1;
  milestone.create_time = milestone.update_time = kNow;
  return milestone;
}

class MilestoneStoreTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (HasFatalFailure()) return;
    Write([](Writer& w) {
      w.Insert(MakeOrganisation("sg", OrganisationKind::kSteeringGroup));
      w.Insert(MakeOrganisation("team", OrganisationKind::kTeam));
      for (const char* id : {"a1", "a2", "a3"}) w.Insert(MakeOrganisation(id));
    });
  }

  void Put(const Milestone& milestone) {
    Write([&](Writer& w) { w.Put(milestone); });
  }

  std::vector<std::string> Milestones(MilestoneQuery query) {
    query.programme = "north";
    return Ids(Read([&](Reader& r) { return r.ListMilestones(query); }));
  }

  Journey JourneyAt(const std::string& organisation) {
    const auto journeys =
        Read([&](Reader& r) { return r.JourneysBetween("north", organisation, organisation); });
    return journeys.empty() ? Journey{} : journeys.at(organisation);
  }

  std::vector<std::string> Practices(const std::string& within, Date day) {
    std::vector<std::string> found;
    for (const SiteJourney& site : Read([&](Reader& r) {
           return r.ListJourneys({"north", within, day});
         })) {
      found.push_back(site.organisation + (site.in_business ? "" : " closed"));
    }
    return found;
  }

  std::map<std::string, SiteEvent> LastEvents(Date day) {
    return Read([&](Reader& r) { return r.LastEventsOn("north", day); });
  }
};

TEST_P(MilestoneStoreTest, GivesBackWhatItWasGiven) {
  Milestone milestone = Make("a1", "m1", State::kMerged, Date(2024, 4, 1));
  milestone.successor = "a2";
  milestone.recorded_by = "programmes/north/people/p1";
  milestone.note = "Tŷ 'Bryn'\n\\ \"two\"";
  Put(milestone);
  const auto get = [](Reader& r) { return r.GetMilestone("north", "a1", "m1"); };
  EXPECT_THAT(Read(get), IsOkAndHolds(milestone));
  milestone.retraction = Retraction{kNow, "an error", "programmes/north/people/p2", "m2"};
  milestone.revision = 2;
  Put(milestone);
  EXPECT_THAT(Read(get), IsOkAndHolds(milestone));
  EXPECT_THAT(Read([](Reader& r) { return r.GetMilestone("north", "a2", "m1"); }),
              HasReason("MILESTONE_NOT_FOUND"));
  EXPECT_THAT(Read([](Reader& r) { return r.GetMilestone("south", "a1", "m1"); }),
              HasReason("MILESTONE_NOT_FOUND"));
}

TEST_P(MilestoneStoreTest, ListsByOrganisationDayAndId) {
  Put(Make("a2", "m1", State::kTaster, Date(2024, 1, 1)));
  Put(Make("a1", "m4", State::kTrained, Date(2024, 3, 1)));
  Put(Make("a1", "m3", State::kCommitted, Date(2024, 1, 1)));
  Put(Make("a1", "m2", State::kTaster, Date(2024, 1, 1)));
  Milestone retracted = Make("a1", "m5", State::kLive, Date(2024, 2, 1));
  retracted.retraction = Retraction{kNow, "an error", "", ""};
  Put(retracted);

  EXPECT_THAT(Milestones({}), ElementsAre("m2", "m3", "m4", "m1"));
  EXPECT_THAT(Milestones({.show_retracted = true}), ElementsAre("m2", "m3", "m5", "m4", "m1"));
  EXPECT_THAT(Milestones({.organisation = "a1"}), ElementsAre("m2", "m3", "m4"));
  EXPECT_THAT(Milestones({.states = {State::kTaster, State::kTrained}}),
              ElementsAre("m2", "m4", "m1"));
  EXPECT_THAT(Milestones({.dates = {Date(2024, 1, 2), kUntilFurtherNotice}}), ElementsAre("m4"));
  EXPECT_THAT(Milestones({.dates = {kSinceAlways, Date(2024, 1, 1)}}),
              ElementsAre("m2", "m3", "m1"));
  EXPECT_THAT(Milestones({.limit = 2}), ElementsAre("m2", "m3"));
  EXPECT_THAT(Milestones({.after_organisation = "a1",
                          .after_date = Date(2024, 1, 1),
                          .after_id = "m2",
                          .limit = 2}),
              ElementsAre("m3", "m4"));
  EXPECT_THAT(Milestones({.organisation = "a1",
                          .after_organisation = "a1",
                          .after_date = Date(2024, 3, 1),
                          .after_id = "m4"}),
              IsEmpty());
}

TEST_P(MilestoneStoreTest, KeepsTheJourneyOfASiteInStep) {
  EXPECT_THAT(JourneyAt("a1"), IsEmpty());
  Put(Make("a1", "m1", State::kTrained, Date(2024, 3, 1)));
  Milestone taster = Make("a1", "m2", State::kTaster, Date(2024, 3, 1));
  Put(taster);
  Put(Make("a1", "m3", State::kMerged, Date(2024, 10, 1)));
  Put(Make("a2", "m4", State::kInterested, Date(1999, 12, 31)));
  const Journey all = {{State::kTaster, Date(2024, 3, 1)},
                       {State::kTrained, Date(2024, 3, 1)},
                       {State::kMerged, Date(2024, 10, 1)}};
  EXPECT_EQ(JourneyAt("a1"), all);
  EXPECT_THAT(
      Read([](Reader& r) { return r.JourneysBetween("north", "a1", "a9"); }),
      ElementsAre(Pair("a1", all), Pair("a2", Journey{{State::kInterested, Date(1999, 12, 31)}})));
  taster.retraction = Retraction{kNow, "an error", "", ""};
  Put(taster);
  EXPECT_EQ(JourneyAt("a1"), (Journey{all[1], all[2]}));
}

TEST_P(MilestoneStoreTest, ListsPracticesWithTheirJourneys) {
  Organisation closed = MakeOrganisation("a4");
  closed.status = OrganisationStatus::kClosed;
  closed.life.last = Date(2024, 3, 31);
  Write([&](Writer& w) {
    w.Insert(closed);
    w.Insert(Relate("r1", "a1", RelationshipKind::kSupportedBy, "sg", {Date(2024, 1, 1)}));
    w.Insert(Relate("r2", "a2", RelationshipKind::kSupportedBy, "sg",
                    {Date(2023, 1, 1), Date(2023, 12, 31)}));
    w.Insert(Relate("r3", "team", RelationshipKind::kPartOf, "a1"));
  });
  Put(Make("a1", "m1", State::kTaster, Date(2024, 2, 1)));
  EXPECT_THAT(Practices("", Date(2024, 3, 31)), ElementsAre("a1", "a2", "a3", "a4"));
  EXPECT_THAT(Practices("", Date(2024, 4, 1)), ElementsAre("a1", "a2", "a3", "a4 closed"));
  EXPECT_THAT(Practices("sg", Date(2024, 4, 1)), ElementsAre("a1"));
  EXPECT_THAT(Practices("sg", Date(2023, 6, 1)), ElementsAre("a2"));
  EXPECT_THAT(Practices("a3", Date(2024, 4, 1)), ElementsAre("a3"));
  const auto sites = Read([](Reader& r) {
    return r.ListJourneys({"north", "", Date(2024, 4, 1)});
  });
  EXPECT_EQ(sites[0].display_name, "Organisation");
  EXPECT_EQ(sites[0].steps, (Journey{{State::kTaster, Date(2024, 2, 1)}}));
  EXPECT_THAT(sites[1].steps, IsEmpty());
}

TEST_P(MilestoneStoreTest, KnowsWhatWasLastHeard) {
  SiteContext context;
  context.programme = "north";
  context.organisation = "a1";
  context.create_time = context.update_time = kNow;
  Write([&](Writer& w) {
    w.Insert(Relate("r1", "a1", RelationshipKind::kSupportedBy, "sg",
                    {Date(2024, 1, 1), Date(2024, 6, 30)}));
    w.Insert(Relate("r2", "team", RelationshipKind::kPartOf, "a2", {Date(2024, 2, 1)}));
    w.Insert(Relate("r3", "a3", RelationshipKind::kSupportedBy, "sg"));
    for (const Date day : {Date(2024, 1, 1), Date(2024, 4, 1), Date(2024, 6, 30)}) {
      context.effective_date = day;
      w.Put(context);
    }
  });
  const SiteEvent related = {SiteEventKind::kRelationship, Date(2024, 2, 1)};
  EXPECT_THAT(LastEvents(Date(2023, 12, 31)), IsEmpty()) << "since always is no day";
  EXPECT_THAT(LastEvents(Date(2024, 5, 1)),
              ElementsAre(Pair("a1", SiteEvent{SiteEventKind::kSiteContext, Date(2024, 4, 1)}),
                          Pair("a2", related),
                          Pair("sg", SiteEvent{SiteEventKind::kRelationship, Date(2024, 1, 1)}),
                          Pair("team", related)));
  const auto later = LastEvents(Date(2024, 12, 1));
  EXPECT_EQ(later.at("a1"), (SiteEvent{SiteEventKind::kSiteContext, Date(2024, 6, 30)}));
  EXPECT_EQ(later.at("sg"), (SiteEvent{SiteEventKind::kRelationship, Date(2024, 6, 30)}))
      << "an end is an event too";

  Person ann;
  ann.programme = "north";
  ann.id = "ann";
  ann.create_time = ann.update_time = kNow;
  Appointment lead;
  lead.programme = "north";
  lead.id = "lead";
  lead.person = "ann";
  lead.organisation = "a3";
  lead.role = Role::kPracticeLead;
  lead.period = {Date(2024, 3, 1), Date(2024, 9, 30)};
  lead.create_time = lead.update_time = kNow;
  Write([&](Writer& w) {
    w.Insert(ann);
    w.Insert(lead);
  });
  EXPECT_EQ(LastEvents(Date(2024, 5, 1)).at("a3"),
            (SiteEvent{SiteEventKind::kAppointment, Date(2024, 3, 1)}));
  EXPECT_EQ(LastEvents(Date(2024, 12, 1)).at("a3"),
            (SiteEvent{SiteEventKind::kAppointment, Date(2024, 9, 30)}));
}

TEST_P(MilestoneStoreTest, KeepsProgrammesApart) {
  Put(Make("a1", "m1", State::kTaster, Date(2024, 2, 1)));
  Organisation elsewhere = MakeOrganisation("a1");
  elsewhere.programme = "south";
  Milestone there = Make("a1", "m2", State::kTrained, Date(2024, 2, 2));
  there.programme = "south";
  Write([&](Writer& w) {
    w.Insert(MakeProgramme("south"));
    w.Insert(elsewhere);
    w.Put(there);
  });
  EXPECT_THAT(Milestones({}), ElementsAre("m1"));
  EXPECT_EQ(JourneyAt("a1"), (Journey{{State::kTaster, Date(2024, 2, 1)}}));
  EXPECT_EQ(Read([](Reader& r) {
              return r.ListJourneys({"south", "", Date(2024, 4, 1)});
            })
                .front()
                .steps,
            (Journey{{State::kTrained, Date(2024, 2, 2)}}));
}

INSTANTIATE_TEST_SUITE_P(EveryDatabase, MilestoneStoreTest, pcsp::testing::EveryDatabase(),
                         pcsp::testing::DatabaseName);

}  // namespace
}  // namespace pcsp::registry
