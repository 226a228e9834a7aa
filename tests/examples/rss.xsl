<?xml version="1.0"?>
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output omit-xml-declaration="yes" indent="yes"/>
<xsl:template match="/article">
<item>
<title><xsl:value-of select="meta/title"/></title>
<link><xsl:value-of select="meta/url"/></link>
<description><xsl:value-of select="body/p[1]"/></description>
</item>
</xsl:template>
</xsl:stylesheet>
