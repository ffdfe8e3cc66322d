using System.Net;
using Gantry.Host.Access;

namespace Gantry.Host.Tests.Access;

public sealed class AddressRuleTests
{
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3", true)]
    [InlineData("10.1.2.3", "10.1.2.4", false)]
    [InlineData("10.1.0.0/16", "10.1.255.255", true)]
    [InlineData("10.1.2.3/16", "10.1.0.0", true)]
    [InlineData("10.1.0.0/16", "10.2.0.0", false)]
    [InlineData("10.1.2.0/25", "10.1.2.128", false)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3", true)]
    [InlineData("any", "203.0.113.9", true)]
    [InlineData("ANY", "2001:db8::1", true)]
    public void A_rule_has_the_addresses_of_its_network(string text, string address, bool isIn)
    {
        Assert.True(AddressRule.TryParse(text, out var rule));
        Assert.Equal(isIn, rule.Contains(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("10.1")]
    [InlineData("10.1.0.0/33")]
    [InlineData("10.1.0.0/x")]
    [InlineData("10.1.0.0/")]
    [InlineData("10.256.0.0")]
    [InlineData("2001:db8::/129")]
    [InlineData("pacs/24")]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../etc")]
    public void What_is_no_address_is_no_rule(string text) => Assert.False(AddressRule.TryParse(text, out _));

    [Fact]
    public void A_host_name_is_a_rule_that_has_no_addresses_of_its_own()
    {
        Assert.True(AddressRule.TryParse("ct1.hospital.example", out var rule));
        Assert.True(rule.IsName);
        Assert.False(rule.Contains(IPAddress.Loopback));
    }
}
