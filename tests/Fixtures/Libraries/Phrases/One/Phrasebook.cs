namespace Gantry.Fixtures.Phrases;

public static class Phrasebook
{
    public static string Greeting => "good day";
}
